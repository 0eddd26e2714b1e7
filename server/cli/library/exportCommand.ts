import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { ShapekinError } from '../../../shared/errors.js'
import { checkOutputFile } from '../checkOutput.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { part, withLibrary } from './part.js'

/** The choices of exportLibrary. */
const WHAT = ['shapes', 'places', 'descriptions'] as const
const FORMATS = ['tsv', 'csv', 'json', 'parquet'] as const

export const exportCommand = part('export')
  .requiredOption(
    '--out <file>',
    `file to write; its ending tells the format: ${FORMATS.map((end) => `.${end}`).join(', ')}`,
  )
  .addOption(
    new Option(
      '--what <kind>',
      'shapes with their facts, the places that a checkpoint gave them, or their raw descriptions',
    )
      .choices(WHAT)
      .default('shapes' as const),
  )
  .action(({ json, library, out, what }) => runAtEdge({ json }, () => write(resolve(out), what, library)))

function write(out: string, what: (typeof WHAT)[number], library: string | undefined): Promise<CommandResult> {
  checkOutputFile(out)
  const format = FORMATS.find((end) => out.toLowerCase().endsWith(`.${end}`))
  if (format === undefined)
    throw new ShapekinError('input.invalid', {
      field: 'out',
      problem: `one of ${FORMATS.map((end) => `.${end}`).join(', ')} is expected`,
    })
  return withLibrary(library, async (sql) => {
    const { exportLibrary } = await import('../../library/kept/exportLibrary.js')
    const rows = await exportLibrary(sql, out, what, format)
    return { json: { rows, out }, text: `${rows} rows\nwritten   ${out}` }
  })
}
