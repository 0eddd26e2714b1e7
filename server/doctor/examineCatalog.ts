import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { counted } from '../../shared/counted.js'
import { toShapekinError } from '../../shared/errors.js'
import { openCatalog } from '../catalog/openCatalog.js'
import { countShapes } from '../catalog/shapeRows.js'
import { libraryPath } from '../library/kept/libraryPath.js'
import type { Diagnosis } from './diagnosis.js'

const subject = 'catalog'

/**
 * Checks that the catalog's driver can write a catalog and read it back, and that the catalog of the home is whole.
 */
export async function examineCatalog(home: string): Promise<Diagnosis> {
  const folder = await mkdtemp(join(tmpdir(), 'shapekin-doctor-'))
  try {
    const driver = tryDriver(join(folder, 'library.sqlite'))
    const path = libraryPath(undefined, home)
    if (!existsSync(path)) return { subject, state: 'ok', found: `${driver}; no library yet` }
    return examineLibrary(path, driver)
  } catch (error) {
    const todo = 'Remove node_modules and run `npm run setup`.'
    return { subject, state: 'failed', found: toShapekinError(error).message, todo }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes a trial catalog and reads it. @returns what the driver is, in words */
function tryDriver(path: string): string {
  const sql = openCatalog(path, true)
  try {
    sql.transaction(() => sql.run("CREATE TABLE trial (word TEXT); INSERT INTO trial VALUES ('written')"))
  } finally {
    sql.close()
  }
  const again = openCatalog(path)
  try {
    if (again.value('SELECT word FROM trial') !== 'written') throw new Error('SQLite does not find what it has written')
    return `SQLite ${again.value('SELECT sqlite_version()')} writes and reads`
  } finally {
    again.close()
  }
}

function examineLibrary(path: string, driver: string): Diagnosis {
  const todo = 'Restore it from a backup (`shapekin library backup` makes one), or remove it and add its folders again.'
  try {
    const sql = openCatalog(path)
    try {
      const check = String(sql.value('PRAGMA quick_check'))
      if (check !== 'ok') return { subject, state: 'failed', found: `${path} is damaged: ${check}`, todo }
      const { files, shapes } = countShapes(sql)
      return {
        subject,
        state: 'ok',
        found: `${driver}; the library of ${counted(files, 'file')}, ${counted(shapes, 'shape')}, is whole`,
      }
    } finally {
      sql.close()
    }
  } catch (error) {
    return { subject, state: 'failed', found: toShapekinError(error).message, todo }
  }
}
