import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy } from '../../shared/schema/descriptorId.js'
import { TableReport } from '../../shared/schema/tableReport.js'
import { writeWhole, type WholeFile } from '../system/writeWhole.js'

/** The report of `library.tsv` is `library.report.json` beside it. */
export const reportPath = (table: string): string => `${table.replace(/\.tsv$/i, '')}.report.json`

/** Older reports of described tables hold the options in place of a descriptor. */
const Report = z.union([
  TableReport,
  z.object({ options: DescribeOptions }).transform(({ options }) => ({ descriptor: describedBy(options) })),
])

/** A report that was read; an older one lacks fields. */
export type KnownReport = Pick<TableReport, 'descriptor'> & Partial<TableReport>

/**
 * Reads the report of a table; undefined when there is none beside it, as with a table of another program.
 * @throws ShapekinError `input.unreadable` for a report that is damaged or not ours
 */
export async function readTableReport(table: string): Promise<KnownReport | undefined> {
  const path = reportPath(table)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return Report.parse(JSON.parse(text))
  } catch (cause) {
    throw new ShapekinError('input.unreadable', { path, reason: 'it is no report of a table of ours' }, { cause })
  }
}

/** The file of a table's report; it may hold other facts about the table, too. */
export const tableReportFile = (table: string, report: TableReport): WholeFile => [
  reportPath(table),
  JSON.stringify(report, null, 1) + '\n',
]

/** @throws ShapekinError `output.diskFull`, `output.notWritable` */
export const writeTableReport = (table: string, report: TableReport): Promise<void> =>
  writeWhole(...tableReportFile(table, report))
