import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { ShapekinError } from '../../shared/errors.js'
import { outputError } from '../system/writeWhole.js'
import { SqlFile } from './sqlFile.js'

/**
 * Writes a copy of a catalog, as it is at this moment, also while others write; the copy is checked, and replaces the
 * file at `path` whole or not at all.
 *
 * @throws ShapekinError `input.invalid`, `catalog.damaged` when the catalog, or the copy, is; `output.*`
 */
export function backupCatalog(sql: SqlFile, path: string): void {
  if (isSameFile(path, sql.path))
    throw new ShapekinError('input.invalid', { field: 'out', problem: 'this is the library itself' })
  const partial = `${path}.partial`
  try {
    rmSync(partial, { force: true })
    sql.prepare('VACUUM INTO ?').run(partial)
    const copy = new SqlFile(partial)
    try {
      const found = copy.value('PRAGMA integrity_check')
      if (found !== 'ok') throw new ShapekinError('catalog.damaged', { path: sql.path, reason: String(found) })
    } finally {
      copy.close()
    }
    for (const log of ['-wal', '-shm']) rmSync(path + log, { force: true }) // logs of the file that was there before
    renameSync(partial, path)
  } catch (cause) {
    rmSync(partial, { force: true })
    throw outputError(path, cause)
  }
}

const isSameFile = (a: string, b: string): boolean =>
  existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b)
