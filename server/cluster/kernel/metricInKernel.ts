import type { Metric } from '../rows/metric.js'
import { MODE, type Mode } from './clusterKernel.js'

/** The mode that orders rows as a metric does. */
export const modeOf = (metric: Metric): Mode => (metric === 'l1' ? MODE.absolutes : MODE.squares)

/** What that mode gives for rows times `scale` at a distance. */
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
