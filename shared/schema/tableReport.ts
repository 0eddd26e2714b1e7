import { z } from 'zod'
import { DescriptorId } from './descriptorId.js'

/** What a table file can not say about itself: `x.report.json` beside `x.tsv`. */
export const TableReport = z.object({
  descriptor: DescriptorId,
  /** Numbers in each row. With it a report that belongs to another table is recognized. */
  dimension: z.int(),
  /** For an embedding: the folder of its checkpoint, relative to the table's folder. */
  checkpoint: z.string().optional(),
})
export type TableReport = z.infer<typeof TableReport>
