import { rowDistance, type Metric } from '../cluster/rows/metric.js'
import { prepareRows } from '../cluster/rows/prepareRows.js'
import type { Table } from '../table/table.js'

/** What was found nearest to a row. */
export interface Found {
  readonly nearest: { readonly row: number; readonly class: string; readonly distance: number }
  /** Distance to the nearest sorted row of another class; Infinity where there is none. */
  readonly otherDistance: number
}

/**
 * How much farther away another class is, 0 ... 1: 0 = as near as this class, 1 = a copy was found, or there is no
 * other class.
 */
export const marginOf = ({ nearest: { distance }, otherDistance }: Found): number =>
  otherDistance > 0 ? 1 - distance / otherDistance : 0

/** Makes a function that finds the sorted row nearest to a row, other than itself; of equally near ones the first. */
export function searchSorted({ ids, classes, dimension, values }: Table, metric: Metric, sorted: readonly number[]) {
  const prepared = prepareRows({ values, count: ids.length, dimension }, metric).values
  const distanceOf = rowDistance[metric]
  return (row: number): Found => {
    let nearest = { row: -1, class: '', distance: Infinity }
    let otherDistance = Infinity
    for (const other of sorted) {
      if (other === row) continue
      const distance = distanceOf(prepared, row, prepared, other, dimension)
      if (distance < nearest.distance) {
        if (classes[other] !== nearest.class) otherDistance = nearest.distance
        nearest = { row: other, class: classes[other], distance }
      } else if (classes[other] !== nearest.class && distance < otherDistance) otherDistance = distance
    }
    return { nearest, otherDistance }
  }
}
