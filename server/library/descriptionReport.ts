import { access, readFile } from 'node:fs/promises'
import { writeFile } from 'atomically'
import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../../shared/errorTable.js'
import { ShapekinError } from '../../shared/errors.js'
import { RepairSchema } from '../mesh/repairSchema.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'

const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])

/** What a table of descriptions does not hold: how it was made, and what each mesh was like. */
export const DescriptionReport = z.object({
  options: DescribeOptions,
  /** Of the whole run; files known before take none. */
  seconds: z.number(),
  fromCache: z.int(),
  meshes: z.array(
    z.object({
      id: z.string(),
      hitFraction: z.number().optional(),
      oddParityChords: z.number().optional(),
      leakFraction: z.number().optional(),
      /** What was mended or left out as the file was read; `shapekin describe` says it in words. */
      repairs: z.array(RepairSchema).default([]),
      /** Of the descriptor alone, when it was computed. */
      seconds: z.number(),
    }),
  ),
  refused: z.array(z.object({ id: z.string(), class: z.string(), status: errorCode, message: z.string() })),
})
export type DescriptionReport = z.infer<typeof DescriptionReport>

/** The report of `library.tsv` is `library.report.json` beside it. */
export const reportPath = (table: string): string => `${table.replace(/\.tsv$/i, '')}.report.json`

export const descriptionReport = (
  { table, meshes, refused, known }: DescribedShapes,
  options: DescribeOptions,
  seconds: number,
): DescriptionReport => ({
  options,
  seconds,
  fromCache: known,
  meshes: meshes.map(({ repairs, ...mesh }, i) => ({ id: table.ids[i], ...mesh, repairs: [...repairs] })),
  refused: refused.map(({ code, ...row }) => ({ ...row, status: code })),
})

/** Writes the report beside a table. */
export async function writeReport(table: string, report: DescriptionReport): Promise<void> {
  await writeFile(reportPath(table), JSON.stringify(report, null, 1) + '\n')
}

/** The report beside a table. @throws ShapekinError `input.unreadable` */
export async function readReport(table: string): Promise<DescriptionReport> {
  const path = reportPath(table)
  try {
    return DescriptionReport.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new ShapekinError('input.unreadable', { path, reason: 'it is no report of `shapekin describe`' }, { cause })
  }
}

/**
 * How a table was described; undefined when it has no report, as one of other origin.
 * @throws ShapekinError `input.unreadable` for a report that is damaged or not ours
 */
export async function readDescribeOptions(table: string): Promise<DescribeOptions | undefined> {
  const isThere = await access(reportPath(table)).then(
    () => true,
    () => false,
  )
  return isThere ? (await readReport(table)).options : undefined
}
