import { ShapekinError } from '../../../shared/errors.js'
import { countShapes } from '../../catalog/shapeRows.js'
import { numbersOfShape, readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { Metric } from '../../cluster/rows/metric.js'
import { TableSearch, type NearestShapes } from '../tableSearch.js'
import { searchAround } from './searchAround.js'

export interface LibraryAnswer extends NearestShapes {
  readonly metric: Metric
  /** Number of shapes that were searched. */
  readonly shapes: number
}

/**
 * Searches the places of a library's shapes. A library that has changed since the last question is walked through, so
 * that one which grows is not made ready for each question; one that has not is held in memory.
 */
export class LibrarySearch {
  private version = ''
  private kept: TableSearch | undefined

  constructor(private readonly sql: SqlFile) {}

  /**
   * Finds the shapes of the library that are most like one of its own.
   *
   * @param id of a shape that has numbers
   * @throws ShapekinError `library.noMesh` for an id that has none, `library.empty`, `catalog.*`
   */
  nearest(id: string, k: number): LibraryAnswer {
    const search = this.open(id, k)
    const shapes = this.kept?.table.ids.length ?? countShapes(this.sql).shapes
    return { metric: search.metric, shapes, ...search.nearestToRow(id, k) }
  }

  private open(id: string, k: number): TableSearch {
    const { sql } = this
    const version = sql.version()
    if (version !== this.version) {
      this.version = version
      this.kept = undefined
    } else this.kept ??= new TableSearch(readShapeTable(sql, 'place'))
    if (this.kept?.has(id)) return this.kept
    const place = numbersOfShape(sql, 'place', id)
    if (place === undefined) throw new ShapekinError('library.noMesh', { id })
    return searchAround(sql, place, k)
  }
}
