import type { SimilarView } from '../../../shared/schema/library.js'
import { openCatalog } from '../../catalog/openCatalog.js'
import { shapeNumber } from '../../catalog/shapeRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { answering } from '../../executor/answering.js'
import { LibrarySearch } from './librarySearch.js'

interface Asked {
  /** Path of the catalog. */
  readonly path: string
  /** Id of a shape that has numbers. */
  readonly id: string
  readonly k: number
}

let kept: { readonly path: string; readonly sql: SqlFile; readonly search: LibrarySearch } | undefined

/** What the thread of ServedLibrary.similar runs. It keeps the library in memory that was asked for last. */
export default answering(({ path, id, k }: Asked): SimilarView => {
  if (kept?.path !== path) {
    const sql = openCatalog(path)
    kept = { path, sql, search: new LibrarySearch(sql) }
  }
  const { sql, search } = kept
  const { metric, shapes, nearest } = search.nearest(id, k)
  return { metric, shapes, nearest: nearest.map((each) => ({ ...each, number: shapeNumber(sql, each.id) ?? '' })) }
})
