import { RowSearch } from '../cluster/rowSearch.js'
import type { Metric } from '../cluster/rows/metric.js'
import type { Table } from '../table/table.js'
import { once } from './once.js'

/** A search in the rows of a table, prepared at the first call. */
export const searchOf = ({ values, ids, dimension }: Table, metric: Metric): (() => Promise<RowSearch>) =>
  once(() => Promise.resolve(new RowSearch({ values, count: ids.length, dimension }, metric)))
