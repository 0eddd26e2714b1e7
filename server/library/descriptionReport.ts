import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../../shared/errorTable.js'
import { readFile } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import { RepairSchema } from '../mesh/repairSchema.js'
import { TableReport } from '../../shared/schema/tableReport.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { reportPath } from '../table/tableReport.js'

const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])

/** What a table of descriptions does not hold: how it was made, and facts about each mesh. */
export const DescriptionReport = TableReport.extend({
  options: DescribeOptions,
  /** Seconds of the whole run; files that were known before take none. */
  seconds: z.number(),
  fromCache: z.int(),
  /** Files and folders that macOS leaves beside the real ones: `._chair.obj`, `__MACOSX`. */
  passedOver: z.int().default(0),
  meshes: z.array(
    z.object({
      id: z.string(),
      hitFraction: z.number().optional(),
      oddParityChords: z.number().optional(),
      leakFraction: z.number().optional(),
      /** What was repaired or left out when the file was read; `shapekin describe` says it in words. */
      repairs: z.array(RepairSchema).default([]),
      /** Seconds that the descriptor took when it was computed. */
      seconds: z.number(),
    }),
  ),
  refused: z.array(z.object({ id: z.string(), class: z.string(), status: errorCode, message: z.string() })),
})
export type DescriptionReport = z.infer<typeof DescriptionReport>

/** The report of a described table. It has all fields of the report that every table has, and more. */
export const descriptionReport = (
  { table, meshes, refused, known, passedOver = 0 }: DescribedShapes & { readonly passedOver?: number },
  options: DescribeOptions,
  seconds: number,
): DescriptionReport => ({
  descriptor: table.descriptor,
  dimension: table.dimension,
  options,
  seconds,
  fromCache: known,
  passedOver,
  meshes: meshes.map(({ repairs, ...mesh }, i) => ({ id: table.ids[i], ...mesh, repairs: [...repairs] })),
  refused: refused.map(({ code, ...row }) => ({ ...row, status: code })),
})

/** The report beside a table. @throws ShapekinError `input.unreadable` */
export async function readReport(table: string): Promise<DescriptionReport> {
  const path = reportPath(table)
  try {
    return DescriptionReport.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new ShapekinError('input.unreadable', { path, reason: 'it is no report of `shapekin describe`' }, { cause })
  }
}
