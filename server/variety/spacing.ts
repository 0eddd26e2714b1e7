import { availableParallelism } from 'node:os'
import { likenessOf } from '../cluster/likeness.js'
import { nearestOfEach } from '../cluster/nearestOfEach.js'
import type { Neighbor } from '../cluster/rowSearch.js'
import { metricOf } from '../cluster/rows/metric.js'
import type { Table } from '../table/table.js'

/**
 * The neighbor whose distance measures the space around a shape. It is not the first, so that one or two near copies
 * do not hide a thin space.
 */
const SPACING_NEIGHBOR = 5

/** Distances between the shapes of a table. */
export interface Spacing {
  /** (rows) the nearest other rows of each row, nearest first, at most SPACING_NEIGHBOR. */
  readonly near: readonly (readonly Neighbor[])[]
  /**
   * (rows) distance to the fifth nearest other row, or to the farthest where there are fewer; 0 where there is no
   * other.
   */
  readonly distances: Float64Array
  /** Likeness in percent at a distance. */
  readonly percentOf: (distance: number) => number
}

/** @throws ShapekinError as nearestOfEach */
export function spacingOf(table: Table): Spacing {
  const { values, dimension, ids, descriptor } = table
  const metric = metricOf(descriptor)
  const rows = { values, count: ids.length, dimension }
  const near = nearestOfEach(rows, metric, SPACING_NEIGHBOR, availableParallelism())
  const distances = Float64Array.from(near, (neighbors) => neighbors.at(-1)?.distance ?? 0)
  return { near, distances, percentOf: likenessOf(metric, values, dimension).percentOf }
}
