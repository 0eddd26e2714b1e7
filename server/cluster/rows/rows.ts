import type { Metric } from './metric.js'

/** Rows of numbers, all of one dimension. */
export interface Rows {
  /** (count * dimension) row-major. */
  readonly values: Float32Array
  readonly count: number
  readonly dimension: number
}

/** Rows that rowDistance compares: checked and in double precision; for cosine each has length 1. See prepareRows. */
export interface PreparedRows {
  /** (count * dimension) row-major. */
  readonly values: Float64Array
  readonly count: number
  readonly dimension: number
  readonly metric: Metric
}
