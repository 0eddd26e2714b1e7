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
  /** In percent, 0 ... 100; see likenessOf. */
  readonly likeness: number
}

export interface NearestShapes {
  /** Id of the row that was asked for, or that is the file itself. It is not among the nearest. */
  readonly itself: string | undefined
  readonly nearest: readonly SimilarShape[]
}

/** Distance up to which a row counts as the file's own: the rounding of a product of two lengths. */
const SAME = 1e-6

/** A table prepared for many searches. */
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

  /** Finds the rows nearest to a row. @param id of a row @throws ShapekinError as RowSearch */
  nearestToRow(id: string, k: number): NearestShapes {
    const own = this.rows.get(id) ?? -1
    return this.nearest(row(this.table, own), k, () => own)
  }

  /**
   * Finds the rows nearest to a file. A row whose id the file's path ends with and whose numbers are the file's own is
   * left out, and returned as `itself`.
   *
   * @param values (dimension) numbers of the file
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

/**
 * Of rows that equal the file, the one whose id matches most of the file's path; ids of older tables are whole paths.
 */
function rowOfFile(path: string, ids: readonly string[], equal: readonly number[]): number | undefined {
  const way = `/${path.split(sep).join('/')}`
  const named = equal.filter((at) => way.endsWith(`/${ids[at].replace(/^\.?\//, '')}`))
  return named.sort((a, b) => ids[b].length - ids[a].length)[0]
}
