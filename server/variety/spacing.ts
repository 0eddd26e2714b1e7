import { availableParallelism } from 'node:os'
import { likenessOf } from '../cluster/likeness.js'
import { nearestOfEach } from '../cluster/nearestOfEach.js'
import type { Neighbor } from '../cluster/rowSearch.js'
import { metricOf } from '../cluster/rows/metric.js'
import type { Table } from '../table/table.js'

/** The neighbor by whose distance the space around a shape is called thin: one or two near copies do not hide that. */
export const SPACING_NEIGHBOR = 5

/** How far apart the shapes of a table are. */
export interface Spacing {
  /** (rows) the nearest others of each, nearest first, at most SPACING_NEIGHBOR. */
  readonly near: readonly (readonly Neighbor[])[]
  /** (rows) distance to the fifth nearest other, or to the farthest there is; 0 of a row that is alone. */
  readonly distances: Float64Array
  /** Percent of a distance. */
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
