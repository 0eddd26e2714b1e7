import { resolve } from 'node:path'
import { parse } from '../../shared/parse.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import type { DescribeFilesOptions } from '../library/describePaths.js'
import type { DescriptionReport } from '../library/descriptionReport.js'
import { READ_NAMES } from '../mesh/formats.js'
import { repairSentence } from '../mesh/repairs.js'
import { checkOutputFile } from './checkOutput.js'
import { command, MAX_WORKERS, runAtEdge, type CommandResult } from './command.js'
import { fileLines, isIncomplete } from './fileLines.js'
import { FIELDS } from './generated/fields.js'
import { schemaOptions } from './schemaOptions.js'
import { splitOption } from './splitOption.js'
import { nameOption, wholeNumberOption } from './valueOptions.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { WorkContext } from '../../shared/progress.js'

/**
 * Share of chords with an odd number of crossings above which a mesh is named. Below it, a few faces may be to blame.
 */
const WORTH_SAYING = 0.01
const MOST_NAMED = 3

export const describeCommand = command('describe')
const fields = Object.keys(FIELDS.DescribeOptions).filter((name) => name !== 'up')
for (const option of schemaOptions(FIELDS.DescribeOptions, fields)) describeCommand.addOption(option)
describeCommand
  .argument('<path...>', `mesh files (${READ_NAMES}), folders or zip archives with all that lies below them`)
  .requiredOption(
    '--out <table.tsv>',
    'table to write: id, class (folder name), status, h0 ...; beside it table.report.json',
  )
  .addOption(
    nameOption(
      '--up <name>',
      `${FIELDS.DescribeOptions.up.description}; auto finds it out for each format`,
      FIELDS.UpChoice.up,
    ).default('none' as const),
  )
  .addOption(splitOption)
  .addOption(wholeNumberOption('--workers <number>', 'threads; default one per core', 1, MAX_WORKERS))
  .action((paths, { json, out, workers, split, up, ...rest }) => {
    const options = { ...rest, up: up === 'auto' ? 'y' : up }
    return runAtEdge({ json }, async (context) => {
      const { DescribeOptions } = await import('../../shared/schema/describeOptions.js') // heavy, see describe
      return describe(paths, resolve(out), { workers, split, up }, parse(DescribeOptions, options), context)
    })
  })

async function describe(
  paths: readonly string[],
  out: string,
  how: Pick<DescribeFilesOptions, 'workers' | 'split' | 'up'>,
  options: DescribeOptions,
  context: WorkContext,
): Promise<CommandResult> {
  checkOutputFile(out)
  const { describePaths } = await import('../library/describePaths.js') // heavy: `--help` and wrong use answer without it
  const { descriptionReport } = await import('../library/descriptionReport.js')
  const { reportPath, writeTableReport } = await import('../table/tableReport.js')
  const { writeTable } = await import('../table/writeTable.js')
  const started = Date.now()
  const described = await describePaths(paths, options, how, context)
  const { table, refused, known } = described
  await writeTable(out, table, refused)
  const seconds = (Date.now() - started) / 1000
  const report = descriptionReport(described, options, seconds)
  await writeTableReport(out, report)
  const count = table.ids.length
  const summary = `described ${count} of ${count + refused.length} meshes, ${known} known before, in ${seconds.toFixed(1)} s`
  return {
    json: { described: count, ...report, out, report: reportPath(out) },
    text: [...fileLines(described), ...repairLines(described), ...leakLines(report), summary, `written   ${out}`].join(
      '\n',
    ),
    isIncomplete: isIncomplete(described),
  }
}

/** Lines that name the meshes that were repaired when their files were read. */
function repairLines({ table, meshes }: DescribedShapes): string[] {
  const repaired = meshes.flatMap(({ repairs }, i) =>
    repairs.length > 0 ? [`${table.ids[i]}: ${repairs.map(repairSentence).join('; ')}`] : [],
  )
  const named = repaired.slice(0, MOST_NAMED).map((line) => `repaired  ${line}`)
  const rest = repaired.length - named.length
  return rest > 0 ? [...named, `repaired  ${rest.toLocaleString('en')} more, which the report names`] : named
}

/**
 * Lines that name the meshes with the most leaks, so that the user can look for the reason. Such meshes are described
 * all the same: their first and last hits are right.
 */
function leakLines({ meshes }: DescriptionReport): string[] {
  const leaking = meshes
    .flatMap(({ id, leakFraction = 0 }) => (leakFraction > WORTH_SAYING ? [{ id, leakFraction }] : []))
    .sort((a, b) => b.leakFraction - a.leakFraction)
  if (leaking.length === 0) return []
  const worst = leaking.slice(0, MOST_NAMED).map(({ id, leakFraction }) => `${id} ${(100 * leakFraction).toFixed(0)} %`)
  const rest = leaking.length > worst.length ? ', ...' : ''
  return [
    `open      ${leaking.length} meshes have holes or faces that cross (share of chords): ${worst.join(', ')}${rest}`,
  ]
}
