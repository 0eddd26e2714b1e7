import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { outputError } from '../system/writeWhole.js'
import { MIGRATIONS } from './migrations.js'
import { SqlFile } from './sqlFile.js'

/**
 * `SHKL` in the header of the file, so that another program's file is not taken for a catalog, nor ours for theirs.
 */
const APPLICATION_ID = 0x53_48_4b_4c

/**
 * Opens the catalog of a library; a file of an earlier form is migrated in one transaction.
 *
 * The catalog has a write-ahead log (WAL): readers never wait for a writer, and what was committed survives a kill at
 * any moment.
 *
 * @param make  whether a file that is not there is made
 * @throws ShapekinError `catalog.notFound`, `catalog.foreign`, `catalog.newer`, `catalog.damaged`, `catalog.busy`,
 *   `output.*`
 */
export function openCatalog(path: string, make = false): SqlFile {
  if (!make && !existsSync(path)) throw new ShapekinError('catalog.notFound', { path })
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw outputError(path, cause)
  }
  const sql = new SqlFile(path)
  try {
    checkForm(sql)
    sql.run('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    if (formOf(sql) < MIGRATIONS.length) migrate(sql)
    return sql
  } catch (cause) {
    sql.close()
    throw cause
  }
}

const formOf = (sql: SqlFile): number => Number(sql.value('PRAGMA user_version'))

function checkForm(sql: SqlFile): void {
  const { path } = sql
  const isEmpty = sql.value('SELECT count(*) FROM sqlite_schema') === 0
  const application = sql.value('PRAGMA application_id')
  if (application !== APPLICATION_ID && !(isEmpty && application === 0))
    throw new ShapekinError('catalog.foreign', { path, reason: 'it is the database of another program' })
  const found = formOf(sql)
  if (found > MIGRATIONS.length) throw new ShapekinError('catalog.newer', { path, found, known: MIGRATIONS.length })
}

function migrate(sql: SqlFile): void {
  sql.transaction(() => {
    // Another process may have migrated the file while this one waited for the lock.
    for (const migration of MIGRATIONS.slice(formOf(sql))) sql.run(migration)
    sql.run(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`)
  })
}
