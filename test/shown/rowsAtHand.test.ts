import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readShapeTable } from '../../server/catalog/shapeTable.js'
import { rowsAtHand } from '../../server/shown/rowsAtHand.js'
import { row } from '../../server/table/table.js'
import { add, putBallsAndBoards, testCatalog } from '../support/keptLibrary.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

it('reads a version once, holds the three that were asked for last, and forgets what failed', async () => {
  const home = temporaryFolder()
  putBallsAndBoards(join(home, 'kit'), 2)
  const sql = testCatalog(home)
  await add(sql, [join(home, 'kit')])
  const place = { kind: 'library', path: sql.path } as const
  const nowhere = { kind: 'library', path: join(home, 'none.sqlite') } as const
  await expect(rowsAtHand({ key: '1', place: nowhere })).rejects.toThrow()

  const first = await rowsAtHand({ key: '1', place })
  expect((await first.search()) === (await first.search())).toBe(true)
  const described = readShapeTable(sql, 'description')
  const asked = [first.table.ids.length - 1, 0]
  const told: Float32Array[] = []
  await first.eachDescription(asked, (numbers) => told.push(numbers))
  expect(told).toEqual(asked.map((at) => row(described, described.ids.indexOf(first.table.ids[at]))))
  const others = await Promise.all(['2', '3'].map((key) => rowsAtHand({ key, place })))
  expect(others[0]).not.toBe(first)
  expect(await rowsAtHand({ key: '1', place })).toBe(first)
  await rowsAtHand({ key: '4', place })
  expect(await rowsAtHand({ key: '1', place })).toBe(first)
  expect(await rowsAtHand({ key: '2', place })).not.toBe(others[0])
}, 120_000)
