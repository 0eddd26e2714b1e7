import { existsSync } from 'node:fs'
import { ShapekinError } from '../../../shared/errors.js'
import { findInArchive } from '../../mesh/archive/findInArchive.js'
import { currentSpace } from '../../catalog/catalogSpace.js'
import { ContentRows } from '../../catalog/contentRows.js'
import { shapeNumbers } from '../../catalog/shapeRows.js'
import { readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { Metric } from '../../cluster/rows/metric.js'
import { isReadable, READ_NAMES } from '../../mesh/formats.js'
import { TableSearch, type NearestShapes } from '../tableSearch.js'

export interface LibraryQuestion {
  /** An id of the library, else a mesh file. */
  readonly asked: string
  /** How many to find. */
  readonly k: number
  /** What points up in a file that the library does not hold; default y, where it matters. */
  readonly up?: string | undefined
}

export interface LibraryAnswer extends NearestShapes {
  readonly metric: Metric
  /** Shapes that were searched. */
  readonly shapes: number
}

/** The places of a library's shapes, kept ready; read again after a change. */
export class LibrarySearch {
  private kept: { readonly version: string; readonly search: TableSearch; numbers?: Map<string, string> } | undefined

  constructor(private readonly sql: SqlFile) {}

  /**
   * The shapes of the library that are most like one of its own, or like a mesh file. A file whose content the library holds is
   * not described again.
   *
   * @throws ShapekinError `library.empty`, `library.unknownShape`, and as ShapeReader, placeMesh
   */
  async nearest({ asked, k, up }: LibraryQuestion, signal: AbortSignal): Promise<LibraryAnswer> {
    const search = this.open()
    const { table, metric } = search
    const known = { metric, shapes: table.ids.length }
    if (search.has(asked)) return { ...known, ...search.nearestToRow(asked, k) }
    if (!isReadable(asked) || !(existsSync(asked) || (await findInArchive(asked)).packed))
      throw new ShapekinError('library.unknownShape', { id: asked, path: this.sql.path, formats: READ_NAMES })
    const place = await this.placeOf(asked, up, search, signal)
    return { ...known, ...search.nearestToFile(asked, place, k) }
  }

  /** The address of a shape that was found; see ShapeNumber. */
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

  private async placeOf(
    path: string,
    up: string | undefined,
    { table }: TableSearch,
    signal: AbortSignal,
  ): Promise<Float32Array> {
    const space = currentSpace(this.sql)
    const { ShapeReader } = await import('../shapeReader.js') // heavy: a shape of the library needs none of it
    const reader = new ShapeReader()
    const key = await reader.keyOf(await findInArchive(path)).finally(() => reader.close())
    const kept = new ContentRows(this.sql).placeOf(space?.id ?? 0, key, up)
    if (kept) return kept
    const { placeMesh } = await import('../placeMesh.js')
    const place = { table, path: this.sql.path, checkpoint: space?.checkpoint }
    return (await placeMesh(path, place, { up }, signal)).values
  }
}
