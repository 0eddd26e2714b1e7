import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { listShapes } from '../../server/catalog/shapeRows.js'
import { MIGRATIONS } from '../../server/catalog/migrations.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { readShapeTable } from '../../server/catalog/shapeTable.js'
import { ShapekinError } from '../../shared/errors.js'
import { add, putBallsAndBoards, testCatalog } from '../support/keptLibrary.js'
import { smallDisk } from '../support/smallDisk.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (cause) {
    return cause instanceof ShapekinError ? cause.code : String(cause)
  }
}

describe('openCatalog', () => {
  it('makes a file only when asked to, and opens it again', () => {
    const path = join(temporaryFolder(), 'deep', 'library.sqlite')
    expect(codeOf(() => openCatalog(path))).toBe('catalog.notFound')
    openCatalog(path, true).close()
    const sql = openCatalog(path)
    expect(sql.value('PRAGMA user_version')).toBe(MIGRATIONS.length)
    expect(sql.value('PRAGMA journal_mode')).toBe('wal')
    expect(listShapes(sql).total).toBe(0)
    sql.close()
  })

  it('says of a disk that can only be read that it can not be written, not that the folder is gone', ({ skip }) => {
    const disk = smallDisk('tmpfs', 1_000_000) ?? skip('mounting needs root')
    disk.setReadOnly(true)
    const path = join(disk.folder, 'home', 'library.sqlite')
    expect(() => openCatalog(path, true)).toThrow(`${path} can not be written: EROFS.`)
  })

  it('reads rows one by one; what is thrown at a row is no error of the library, which can be asked again', () => {
    const sql = testCatalog(temporaryFolder())
    const rows = sql.prepare<[number]>('SELECT value FROM json_each(?)')
    const seen: number[] = []
    const read = () =>
      rows.each(['[1, 2, 3]'], ([value]) => {
        seen.push(value)
        if (seen.length === 2) throw new RangeError('enough')
      })
    expect(read).toThrow(new RangeError('enough'))
    read()
    expect(seen).toEqual([1, 2, 1, 2, 3])
  })

  it('takes an empty file for a new one: what a kill leaves before the first write', () => {
    const path = join(temporaryFolder(), 'library.sqlite')
    writeFileSync(path, '')
    openCatalog(path, true).close()
    expect(listShapes(testCatalog(join(path, '..'))).total).toBe(0)
  })

  it('refuses one of a newer Shapekin, and leaves it as it is', () => {
    const path = join(temporaryFolder(), 'library.sqlite')
    const sql = openCatalog(path, true)
    sql.run(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)
    sql.close()
    const before = readFileSync(path)
    expect(codeOf(() => openCatalog(path))).toBe('catalog.newer')
    expect(readFileSync(path)).toEqual(before)
  })

  it('refuses what is no database, and the database of another program', () => {
    const folder = temporaryFolder()
    const [text, other] = ['text.sqlite', 'other.sqlite'].map((name) => join(folder, name))
    writeFileSync(text, 'no database at all, '.repeat(100))
    expect(codeOf(() => openCatalog(text))).toBe('catalog.foreign')
    const database = new DatabaseSync(other)
    database.exec('CREATE TABLE theirs (a TEXT)')
    database.close()
    expect(codeOf(() => openCatalog(other))).toBe('catalog.foreign')
  })

  it('says of a damaged one that it is damaged, wherever the damage is met', async () => {
    const home = temporaryFolder()
    putBallsAndBoards(join(home, 'kit'), 3)
    const sql = openCatalog(join(home, 'library.sqlite'), true)
    await add(sql, [join(home, 'kit')])
    sql.close() // and the log is in the file
    const whole = readFileSync(sql.path)
    const use = () => {
      const opened = openCatalog(sql.path)
      try {
        listShapes(opened)
        readShapeTable(opened, 'place')
        readShapeTable(opened, 'description')
      } finally {
        opened.close()
      }
    }
    expect(codeOf(use)).toBe('none')
    truncateSync(sql.path, statSync(sql.path).size / 2)
    expect(codeOf(use)).toBe('catalog.damaged')
    writeFileSync(sql.path, Buffer.from(whole).fill(0xff, 4096))
    expect(codeOf(use)).toBe('catalog.damaged')
  })

  it('keeps all of a transaction or nothing', () => {
    const sql = testCatalog(temporaryFolder())
    const insert = "INSERT INTO root (path, prefix, up, split) VALUES ('/a', 'a/', 'y', 'none')"
    expect(codeOf(() => sql.transaction(() => (sql.run(insert), sql.run(insert))))).toBe('catalog.failed')
    expect(sql.value('SELECT count(*) FROM root')).toBe(0)
  })
})
