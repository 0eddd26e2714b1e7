import type { Metric } from '../rows/metric.js'
import { MODE, type Mode } from './clusterKernel.js'

/** The mode that sorts rows in the order of the metric. */
export const modeOf = (metric: Metric): Mode => (metric === 'l1' ? MODE.absolutes : MODE.squares)

/** What that mode gives for rows that were multiplied by `scale` and lie at `distance`. */
export function distanceInKernel(distance: number, metric: Metric, scale: number): number {
  switch (metric) {
    case 'cosine':
      return 2 * distance * scale ** 2
    case 'euclidean':
      return (scale * distance) ** 2
    case 'l1':
      return scale * distance
  }
}
