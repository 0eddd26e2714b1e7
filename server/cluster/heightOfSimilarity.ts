import { ShapekinError } from '../../shared/errors.js'
import type { Metric } from './rows/metric.js'

/**
 * The distance that a similarity of 0 ... 1 stands for. By cosine the similarity is the cosine itself. By l1 it is the share
 * that two rows of average size have in common: 1 = equal, 0 = no overlap; of histograms with sum 1 that is 1 - l1 / 2.
 *
 * @param values  (count * dimension) row-major
 * @throws        ShapekinError `input.invalid`: the range, or euclidean, which has no largest distance
 */
export function heightOfSimilarity(similarity: number, metric: Metric, values: Float32Array, count: number): number {
  if (!(similarity >= 0 && similarity <= 1))
    throw new ShapekinError('input.invalid', { field: 'similarity', problem: 'a number from 0 to 1 is expected' })
  switch (metric) {
    case 'cosine':
      return 1 - similarity
    case 'l1':
      return (1 - similarity) * 2 * (values.reduce((sum, value) => sum + Math.abs(value), 0) / count)
    case 'euclidean':
      throw new ShapekinError('input.invalid', { field: 'similarity', problem: 'it needs metric cosine or l1' })
  }
}
