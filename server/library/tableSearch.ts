import { resolve, sep } from 'node:path'
import { likenessOf } from '../cluster/likeness.js'
import { RowSearch } from '../cluster/rowSearch.js'
import { metricOf, type Metric } from '../cluster/rows/metric.js'
import { row, type Table } from '../table/table.js'

export interface SimilarShape {
  readonly id: string
  readonly class: string
  /** In the metric's unit. */
  readonly distance: number
  /** In percent; see likenessOf. */
  readonly likeness: number
}

export interface NearestShapes {
  /** The row that was asked for, or that is the file itself: it is not among the nearest. */
  readonly itself: string | undefined
  readonly nearest: readonly SimilarShape[]
}

/** What a file's own row may be away from it: nothing but the rounding of a product of two lengths. */
const SAME = 1e-6

/** A table made ready to be searched, again and again. */
export class TableSearch {
  readonly metric: Metric
  private readonly search: RowSearch
  private readonly percentOf: (distance: number) => number
  private readonly rows: ReadonlyMap<string, number>

  /**
   * @param metric default cosine for an embedding, l1 for histograms
   * @throws ShapekinError as RowSearch
   */
  constructor(
    readonly table: Table,
    metric?: Metric,
  ) {
    const { descriptor, values, dimension, ids } = table
    this.metric = metric ?? metricOf(descriptor)
    this.search = new RowSearch({ values, count: ids.length, dimension }, this.metric)
    this.percentOf = likenessOf(this.metric, values, dimension).percentOf
    this.rows = new Map(ids.map((id, index) => [id, index]))
  }

  has(id: string): boolean {
    return this.rows.has(id)
  }

  /** @param id of a row @throws ShapekinError as RowSearch */
  nearestToRow(id: string, k: number): NearestShapes {
    const own = this.rows.get(id) ?? -1
    return this.nearest(row(this.table, own), k, () => own)
  }

  /**
   * The row whose id the file's path ends with and whose numbers are the file's is left out, and named.
   *
   * @param values (dimension) the file's
   * @throws ShapekinError as RowSearch
   */
  nearestToFile(path: string, values: Float32Array, k: number): NearestShapes {
    return this.nearest(values, k, (equal) => rowOfFile(resolve(path), this.table.ids, equal))
  }

  private nearest(
    query: Float32Array,
    k: number,
    findSelf: (equal: readonly number[]) => number | undefined,
  ): NearestShapes {
    const { ids, classes } = this.table
    const found = this.search.nearest(query, k + 1)
    const self = findSelf(found.flatMap((each) => (each.distance <= SAME ? [each.row] : [])))
    return {
      itself: self === undefined ? undefined : ids[self],
      nearest: found
        .filter((each) => each.row !== self)
        .slice(0, k)
        .map(({ row: at, distance }) => ({
          id: ids[at],
          class: classes[at],
          distance,
          likeness: this.percentOf(distance),
        })),
    }
  }
}

/** Of equal rows the one whose id names most of the file's path; ids of older tables are whole paths. */
function rowOfFile(path: string, ids: readonly string[], equal: readonly number[]): number | undefined {
  const way = `/${path.split(sep).join('/')}`
  const named = equal.filter((at) => way.endsWith(`/${ids[at].replace(/^\.?\//, '')}`))
  return named.sort((a, b) => ids[b].length - ids[a].length)[0]
}
