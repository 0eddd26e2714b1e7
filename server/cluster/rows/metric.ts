import type { DescriptorId } from '../../../shared/schema/descriptorId.js'
import { isEmbedding } from '../../table/compareDescriptors.js'

/** Cosine for embeddings, l1 for histograms. */
export const METRICS = ['cosine', 'l1', 'euclidean'] as const
export type Metric = (typeof METRICS)[number]

/** Distance of row i of `a` and row j of `b`, both made ready by prepareRows; never negative, 0 for equal rows. */
export type RowDistance = (a: Float64Array, i: number, b: Float64Array, j: number, dimension: number) => number

/** Half the squared distance of unit vectors = 1 - cosine, but without the cancellation that makes 1 - dot negative. */
const cosine: RowDistance = (a, i, b, j, dimension) => {
  let sum = 0
  for (let p = i * dimension, q = j * dimension, end = p + dimension; p < end; p++, q++) {
    const difference = a[p] - b[q]
    sum += difference * difference
  }
  return sum / 2
}

const euclidean: RowDistance = (a, i, b, j, dimension) => Math.sqrt(2 * cosine(a, i, b, j, dimension))

const l1: RowDistance = (a, i, b, j, dimension) => {
  let sum = 0
  for (let p = i * dimension, q = j * dimension, end = p + dimension; p < end; p++, q++) sum += Math.abs(a[p] - b[q])
  return sum
}

export const rowDistance: Record<Metric, RowDistance> = { cosine, l1, euclidean }

/** The metric by which a table's numbers are compared. */
export const metricOf = (descriptor: DescriptorId): Metric => (isEmbedding(descriptor) ? 'cosine' : 'l1')
