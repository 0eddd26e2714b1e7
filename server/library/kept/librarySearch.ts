import { ShapekinError } from '../../../shared/errors.js'
import { shapeNumbers } from '../../catalog/shapeRows.js'
import { readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { Metric } from '../../cluster/rows/metric.js'
import { TableSearch, type NearestShapes } from '../tableSearch.js'

export interface LibraryAnswer extends NearestShapes {
  readonly metric: Metric
  /** Number of shapes that were searched. */
  readonly shapes: number
}

/** Searches the places of a library's shapes, which it holds in memory and reads again after a change. */
export class LibrarySearch {
  private kept: { readonly version: string; readonly search: TableSearch; numbers?: Map<string, string> } | undefined

  constructor(private readonly sql: SqlFile) {}

  /**
   * Finds the shapes of the library that are most like one of its own.
   *
   * @param id of a shape that has numbers
   * @throws ShapekinError `library.empty`, `catalog.*`
   */
  nearest(id: string, k: number): LibraryAnswer {
    const search = this.open()
    const { table, metric } = search
    return { metric, shapes: table.ids.length, ...search.nearestToRow(id, k) }
  }

  /** The number of a shape that was found; see ShapeNumber. */
  numberOf(id: string): string {
    const numbers = this.kept?.numbers ?? shapeNumbers(this.sql)
    if (this.kept) this.kept.numbers = numbers
    return numbers.get(id) ?? ''
  }

  private open(): TableSearch {
    const version = this.sql.version()
    if (this.kept?.version === version) return this.kept.search
    const table = readShapeTable(this.sql, 'place')
    if (table.ids.length === 0) throw new ShapekinError('library.empty', { path: this.sql.path })
    const search = new TableSearch(table)
    this.kept = { version, search }
    return search
  }
}
