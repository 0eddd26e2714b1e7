import { openSync, closeSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examineCatalog } from '../../server/doctor/examineCatalog.js'
import { add, putBallsAndBoards, testCatalog } from '../support/keptLibrary.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

describe('examineCatalog', () => {
  it('has the driver write and read, and tells a library that is there, that is damaged, that is none', async () => {
    const home = temporaryFolder()
    expect(await examineCatalog(home)).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(/^SQLite 3\.\d+\.\d+ writes and reads; no library yet$/) as string,
    })
    expect(readdirSync(home)).toEqual([])

    putBallsAndBoards(join(home, 'kit'), 1)
    const sql = testCatalog(home)
    await add(sql, [join(home, 'kit')])
    expect((await examineCatalog(home)).found).toMatch(/the library of 2 files, 2 shapes, is whole$/)

    sql.close()
    const file = openSync(join(home, 'library.sqlite'), 'r+')
    writeSync(file, Buffer.alloc(4096, 'x'), 0, 4096, 4096)
    closeSync(file)
    const damaged = await examineCatalog(home)
    expect([damaged.state, damaged.todo]).toEqual(['failed', expect.stringContaining('backup')])
  })
})
