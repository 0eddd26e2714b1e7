import type { DescriptorId } from '../../shared/schema/descriptorId.js'

/** Rows of numbers, each with an id and a class: the content of table files, passed between stages. */
export interface Table {
  /** What the numbers are, which decides what this table can be compared with. */
  readonly descriptor: DescriptorId
  /** (N) shape ids, unique. */
  readonly ids: readonly string[]
  /** (N) class of each row; '' = not labelled. */
  readonly classes: readonly string[]
  /** Numbers per row. */
  readonly dimension: number
  /** (N * dimension) row-major. */
  readonly values: Float32Array
}

/** One row as a view, not a copy. */
export const row = (table: Table, index: number): Float32Array =>
  table.values.subarray(index * table.dimension, (index + 1) * table.dimension)
