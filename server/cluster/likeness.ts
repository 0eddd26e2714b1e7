import { ShapekinError } from '../../shared/errors.js'
import type { Metric } from './rows/metric.js'

/**
 * Likeness in percent: the only scale on which people read how alike two shapes are, and ask how alike they should be.
 * 100 = equal, 0 = as different as two rows that have nothing in common.
 *
 * - cosine: the cosine of the angle between the rows; 0 at a right angle and beyond.
 * - l1: the share that two rows of average size have in common; of histograms with sum 1 that is 1 - l1 / 2.
 * - euclidean: falls evenly with the distance; 0 = as far apart as two rows of average length in opposite directions.
 */
export interface Likeness {
  /** @returns 0 ... 100 */
  readonly percentOf: (distance: number) => number
  /** @throws ShapekinError `input.invalid` when it is not 0 ... 100 */
  readonly distanceOf: (percent: number) => number
}

/**
 * @param values    (count * dimension) row-major, of the table in which shapes are compared
 */
export function likenessOf(metric: Metric, values: Float32Array, dimension: number): Likeness {
  const farthest = FARTHEST[metric](values, dimension)
  return {
    percentOf: (distance) => (farthest > 0 ? 100 * Math.min(1, Math.max(0, 1 - distance / farthest)) : 100),
    distanceOf: (percent) => {
      if (!(percent >= 0 && percent <= 100))
        throw new ShapekinError('input.invalid', {
          field: 'similar',
          problem: 'a percentage from 0 to 100 is expected',
        })
      return (1 - percent / 100) * farthest
    },
  }
}

/** The distance that is 0 %. */
const FARTHEST: Readonly<Record<Metric, (values: Float32Array, dimension: number) => number>> = {
  cosine: () => 1,
  l1: (values, dimension) => (2 * values.reduce((sum, value) => sum + Math.abs(value), 0) * dimension) / values.length,
  euclidean: (values, dimension) => {
    let lengths = 0
    for (let start = 0; start < values.length; start += dimension)
      lengths += Math.sqrt(values.subarray(start, start + dimension).reduce((sum, value) => sum + value * value, 0))
    return (2 * lengths * dimension) / values.length
  },
}
