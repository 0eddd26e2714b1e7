import { resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { VarietyReport } from '../../shared/schema/varietyReport.js'
import { MAX_SEED } from '../../shared/schema/seed.js'
import { checkOutputFile } from './checkOutput.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { wholeNumberOption } from './valueOptions.js'

/** Lines that a terminal shows without scrolling; `--json` has all. */
const MOST_SHOWN = 5
const MOST_MORE = 100_000

interface VarietyRequest {
  readonly recipes?: string | undefined
  readonly more?: number | undefined
  readonly seed: number
  readonly out?: string | undefined
}

export const varietyCommand = command('variety')
  .argument('<table.tsv>', 'table of an embedding or of histograms')
  .option('--recipes <file>', 'recipes.jsonl of the same shapes, for --more')
  .addOption(wholeNumberOption('--more <number>', 'draw so many more where the space is thin', 1, MOST_MORE))
  .addOption(wholeNumberOption('--seed <number>', 'of --more; same seed, same recipes', 0, MAX_SEED).default(0))
  .option('--out <file>', 'file for the recipes of --more, for `shapekin generate --recipes`')
  .action((path, { json, ...request }) => runAtEdge({ json }, ({ signal }) => variety(path, request, signal)))

async function variety(path: string, request: VarietyRequest, signal: AbortSignal): Promise<CommandResult> {
  checkRequest(request)
  // Heavy: `--help` and wrong use answer without them.
  const { readTable } = await import('../table/readTable.js')
  const { measureVarietyInWorker } = await import('../variety/measureVarietyInWorker.js')
  const table = await readTable(path)
  if (table.ids.length < 2)
    throw new ShapekinError('input.invalid', { field: 'table', problem: 'two shapes at least are expected' })
  const report = await measureVarietyInWorker(table, signal)
  const { more, recipes, out, seed } = request
  if (more === undefined || recipes === undefined || out === undefined)
    return { json: report, text: linesOf(report).join('\n') }

  const { readRecipes } = await import('../recipe/readRecipes.js')
  const { drawMoreOf } = await import('../variety/drawMoreOf.js')
  const { printRecipes } = await import('../recipe/recipesFile.js')
  const { writeWhole } = await import('../system/writeWhole.js')
  const drawn = drawMoreOf(table, await readRecipes(recipes), more, seed)
  await writeWhole(resolve(out), printRecipes(drawn))
  const written = `written    ${drawn.length} recipes to ${resolve(out)}: \`shapekin generate --recipes\` makes them`
  return { json: { ...report, more: drawn.length, out: resolve(out) }, text: [...linesOf(report), written].join('\n') }
}

/** @throws ShapekinError `input.invalid` */
function checkRequest({ more, recipes, out }: VarietyRequest): void {
  const given = [more, recipes, out].filter((value) => value !== undefined).length
  if (given !== 0 && given !== 3)
    throw new ShapekinError('input.invalid', { field: 'more', problem: '--more, --recipes and --out belong together' })
  if (out !== undefined) checkOutputFile(resolve(out))
}

function linesOf(report: VarietyReport): string[] {
  const { nearest, distinct, covered, duplicates, thin, classes } = report
  const percents = [nearest.low, nearest.median, nearest.high].map((percent) => percent.toFixed(1))
  const names = <Row>(rows: readonly Row[], words: (row: Row) => string) =>
    rows.slice(0, MOST_SHOWN).map(words).join(', ') + (rows.length > MOST_SHOWN ? ', ...' : '')
  return [
    `shapes     ${report.shapes}, in ${report.directions.toFixed(1)} of ${report.dimension} directions`,
    `nearest    ${percents.join(' / ')} % alike (5th percentile / median / 95th)`,
    `distinct   ${distinct.map(({ percent, shapes }) => `${shapes} at ${percent} %`).join(', ')}`,
    `covered    ${covered.toFixed(0)} % of one half is 90 % like something of the other`,
    `duplicates ${duplicates.shapes} shapes are ${duplicates.percent} % like another one` +
      (duplicates.pairs.length > 0 ? `: ${names(duplicates.pairs, ({ a, b }) => `${a} and ${b}`)}` : ''),
    `thin       ${names(thin, ({ id, percent }) => `${id} ${percent.toFixed(0)} %`)}`,
    `by class   ${names(classes, ({ class: name, percent }) => `${name || 'none'} ${percent.toFixed(0)} %`)}`,
  ]
}
