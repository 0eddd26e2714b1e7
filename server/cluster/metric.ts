/** Cosine for embeddings, l1 for histograms. */
export const METRICS = ['cosine', 'l1', 'euclidean'] as const
export type Metric = (typeof METRICS)[number]

/** Distance of row i and row j of (N * dimension) rows made ready by prepareRows; never negative, 0 for equal rows. */
export type RowDistance = (rows: Float64Array, i: number, j: number, dimension: number) => number

/** Half the squared distance of unit vectors = 1 - cosine, but without the cancellation that makes 1 - dot negative. */
const cosine: RowDistance = (rows, i, j, dimension) => {
  let sum = 0
  for (let p = i * dimension, q = j * dimension, end = p + dimension; p < end; p++, q++) {
    const difference = rows[p] - rows[q]
    sum += difference * difference
  }
  return sum / 2
}

const euclidean: RowDistance = (rows, i, j, dimension) => Math.sqrt(2 * cosine(rows, i, j, dimension))

const l1: RowDistance = (rows, i, j, dimension) => {
  let sum = 0
  for (let p = i * dimension, q = j * dimension, end = p + dimension; p < end; p++, q++)
    sum += Math.abs(rows[p] - rows[q])
  return sum
}

export const rowDistance: Record<Metric, RowDistance> = { cosine, l1, euclidean }
