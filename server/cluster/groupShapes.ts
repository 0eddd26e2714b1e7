import { row, type Table } from '../table/table.js'
import { clusterInWorker } from './clusterInWorker.js'
import { cutTree } from './cutTree.js'

/** The experiment's tree: agglomerative on cosine distance; why this linkage: docs/learning.md. */
export const TREE = { metric: 'cosine', linkage: 'average' } as const

/**
 * Groups the fitted rows by their tree and gives every other row the group with the nearest center (cosine).
 * @param fitted indices of the rows that make the tree: the test shapes of a run, which the network has not seen
 * @returns (N) int32, group of each row, 0 ... groups - 1
 */
export async function groupShapes(
  embedding: Table,
  fitted: readonly number[],
  groups: number,
  signal?: AbortSignal,
): Promise<Int32Array> {
  const { dimension, ids } = embedding
  const values = new Float32Array(fitted.length * dimension)
  fitted.forEach((index, i) => values.set(row(embedding, index), i * dimension))
  const tree = await clusterInWorker({ values, count: fitted.length, dimension }, TREE, signal ? { signal } : {})
  const groupOfFitted = cutTree(tree, groups)

  const centers = Array.from({ length: groups }, () => new Float64Array(dimension))
  fitted.forEach((_, i) => {
    const center = centers[groupOfFitted[i]]
    for (let d = 0; d < dimension; d++) center[d] += values[i * dimension + d]
  })
  for (const center of centers) {
    const length = Math.sqrt(center.reduce((sum, x) => sum + x * x, 0)) || 1
    for (let d = 0; d < dimension; d++) center[d] /= length
  }

  const labels = Int32Array.from(ids, (_, index) => nearest(row(embedding, index), centers))
  fitted.forEach((index, i) => (labels[index] = groupOfFitted[i]))
  return labels
}

/** Index of the center with the largest dot product. */
const nearest = (vector: Float32Array, centers: readonly Float64Array[]): number => {
  const dots = centers.map((center) => center.reduce((sum, x, d) => sum + x * vector[d], 0))
  return dots.indexOf(Math.max(...dots))
}
