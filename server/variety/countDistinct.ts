import { metricOf, rowDistance } from '../cluster/rows/metric.js'
import { prepareRows } from '../cluster/rows/prepareRows.js'
import type { Table } from '../table/table.js'

/** How many rows are kept when each, in order, is kept unless a kept one is within a distance. */
export function countDistinct({ values, dimension, ids, descriptor }: Table, within: number): number {
  const metric = metricOf(descriptor)
  const rows = prepareRows({ values, count: ids.length, dimension }, metric).values
  const distance = rowDistance[metric]
  const kept: number[] = []
  for (let i = 0; i < ids.length; i++)
    if (!kept.some((other) => distance(rows, i, rows, other, dimension) <= within)) kept.push(i)
  return kept.length
}
