import { dropRoot } from '../../catalog/rootRows.js'
import { dropUnused } from '../../catalog/contentRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { findRoot } from './findRoot.js'

/**
 * Forgets folders of a library and all numbers that no other file needs; the file becomes smaller. No mesh is touched.
 *
 * @throws ShapekinError `library.unknownFolder` before anything is forgotten
 */
export function removeFolders(sql: SqlFile, folders: readonly string[]): void {
  const roots = folders.map((folder) => findRoot(sql, folder))
  sql.transaction(() => {
    for (const { id } of roots) dropRoot(sql, id)
    dropUnused(sql)
  })
  sql.run('VACUUM')
}
