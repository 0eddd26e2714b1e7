import { dropRoot } from '../../catalog/rootRows.js'
import { dropUnused } from '../../catalog/contentRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { findRoot } from './findRoot.js'

/**
 * Removes folders from a library, with all numbers that no other file needs, and shrinks the catalog. No mesh file is
 * touched.
 *
 * @throws ShapekinError `library.unknownFolder` before anything is removed
 */
export function removeFolders(sql: SqlFile, folders: readonly string[]): void {
  const roots = folders.map((folder) => findRoot(sql, folder))
  sql.transaction(() => {
    for (const { id } of roots) dropRoot(sql, id)
    dropUnused(sql)
  })
  sql.run('VACUUM')
}
