import { z } from 'zod'
import { DescriptorId } from './descriptorId.js'

/** What a TSV table can not say of itself: `x.report.json` beside `x.tsv`. */
export const TableReport = z.object({
  descriptor: DescriptorId,
  /** Numbers per row: a report that was left beside another table is noticed. */
  dimension: z.int(),
  /** Of an embedding: where its checkpoint was, from the table's folder. */
  checkpoint: z.string().optional(),
})
export type TableReport = z.infer<typeof TableReport>
