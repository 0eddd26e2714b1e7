import { join } from 'node:path'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { libraryPath } from '../../../server/library/kept/libraryPath.js'
import { ServedLibrary } from '../../../server/library/kept/servedLibrary.js'
import { add, putBallsAndBoards, testCatalog } from '../../support/keptLibrary.js'
import { temporaryFolder } from '../../support/temporaryFolder.js'

it('tells how far the search for duplicates is, and when it has ended', async () => {
  const home = temporaryFolder()
  putBallsAndBoards(join(home, 'kit'), 3)
  await add(testCatalog(home), [join(home, 'kit')])
  const told: unknown[] = []
  const library = new ServedLibrary(libraryPath(undefined, home), home, pino({ enabled: false }), () =>
    told.push(library.view().comparing),
  )
  onTestFinished(() => library.close())
  expect(library.view().comparing).toBeNull()
  await library.findDuplicates(1)
  expect(told[0]).toEqual({ stage: 'read', done: 1, total: 6 })
  expect(told).toContainEqual({ stage: 'read', done: 6, total: 6 })
  expect(told.at(-2)).toMatchObject({ stage: 'compare' })
  expect(told.at(-1)).toBeNull()
  told.length = 0
  await library.findDuplicates(1)
  expect(told).toEqual([])
})
