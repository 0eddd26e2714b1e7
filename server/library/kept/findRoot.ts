import { resolve } from 'node:path'
import { ShapekinError } from '../../../shared/errors.js'
import { readRoots, type LibraryRoot } from '../../catalog/rootRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'

/**
 * Finds a folder of the library by its path, or by the prefix of its ids.
 * @throws ShapekinError `library.unknownFolder`
 */
export function findRoot(sql: SqlFile, folder: string): LibraryRoot {
  const roots = readRoots(sql)
  const named = folder.replace(/\/$/, '')
  const root = roots.find(({ path }) => path === resolve(folder)) ?? roots.find(({ prefix }) => prefix === `${named}/`)
  if (root) return root
  const known = roots.map(({ path }) => path).join(', ') || 'none'
  throw new ShapekinError('library.unknownFolder', { folder, path: sql.path, known })
}
