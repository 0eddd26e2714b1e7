import { RowSearch } from '../cluster/rowSearch.js'
import type { Metric } from '../cluster/rows/metric.js'
import type { Table } from '../table/table.js'
import { once } from './once.js'

/** Finds rows of a table; made ready when it is asked for first. */
export const searchOf = ({ values, ids, dimension }: Table, metric: Metric): (() => Promise<RowSearch>) =>
  once(() => Promise.resolve(new RowSearch({ values, count: ids.length, dimension }, metric)))
