import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ShownResults } from '../../server/shown/shownResults.js'
import type { Subject } from '../../server/shown/subjects.js'
import type { FamilyNotes } from '../../shared/schema/familyNotes.js'
import type { NeighborMapProgress } from '../../shared/schema/liveEvent.js'
import { add, putBallsAndBoards, putMesh, testCatalog } from '../support/keptLibrary.js'
import { cube } from '../support/meshes.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

it('tells how far a map of neighbors is while it is made, up to its end, and nothing of one that is kept', async () => {
  const home = temporaryFolder()
  putBallsAndBoards(join(home, 'kit'), 4)
  const sql = testCatalog(home)
  await add(sql, [join(home, 'kit')])
  const told: NeighborMapProgress[] = []
  let milliseconds = 0
  const results = new ShownResults(
    (progress) => told.push(progress),
    () => (milliseconds += 10_000),
    () => Promise.resolve(undefined),
  )
  onTestFinished(() => results.close())
  const subject: Subject = {
    key: 'as it is now',
    place: { kind: 'library', path: sql.path },
    readNotes: () => Promise.resolve({ names: {}, wishes: [] }),
    writeNotes: () => Promise.resolve(),
    notedIn: () => 'server',
  }
  const { x, y } = await results.neighborMap(subject)
  expect([x.length, y.length]).toEqual([8, 8])
  expect(told.length).toBeGreaterThan(1)
  expect(new Set(told.map(({ kind, id }) => `${kind} ${id}`))).toEqual(new Set(['library ']))
  const counts = told.map(({ done }) => done)
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
  const last = told[told.length - 1]
  expect([last.done, last.secondsLeft]).toEqual([last.total, 0])
  const before = told.length
  await results.neighborMap(subject)
  expect(told).toHaveLength(before)
}, 120_000)

it('keeps all that is said at the same time', async () => {
  const home = temporaryFolder()
  putBallsAndBoards(join(home, 'kit'), 4)
  const sql = testCatalog(home)
  await add(sql, [join(home, 'kit')])
  const results = new ShownResults(
    () => undefined,
    () => 0,
    () => Promise.resolve(undefined),
  )
  onTestFinished(() => results.close())
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20)) // as long as a disk may take
  let notes: FamilyNotes = { names: {}, wishes: [] }
  const subject: Subject = {
    key: 'as it is now',
    place: { kind: 'library', path: sql.path },
    readNotes: async () => {
      const found = notes
      await pause()
      return found
    },
    writeNotes: async (changed) => {
      await pause()
      notes = changed
    },
    notedIn: () => 'server',
  }
  const [first, second, third] = (await results.shapes(subject)).ids
  await Promise.all([
    results.say(subject, { shape: first, say: 'together', with: second }),
    results.say(subject, { shape: third, say: 'apart' }),
    results.nameGroup(subject, 0, 'wooden'),
  ])
  expect(notes.wishes.map(({ say }) => say).sort()).toEqual(['apart', 'together'])
  expect(Object.values(notes.names)).toEqual(['wooden'])
}, 120_000)

it('measures the shapes of a library in their order, and leaves out what is the same for all', async () => {
  const home = temporaryFolder()
  const kit = join(home, 'kit')
  putBallsAndBoards(kit, 2)
  const sql = testCatalog(home)
  await add(sql, [kit])
  const results = new ShownResults(
    () => undefined,
    () => 0,
    () => Promise.resolve(undefined),
  )
  onTestFinished(() => results.close())
  const subject: Subject = {
    key: 'as it is now',
    place: { kind: 'library', path: sql.path },
    readNotes: () => Promise.resolve({ names: {}, wishes: [] }),
    writeNotes: () => Promise.resolve(),
    notedIn: () => 'server',
  }
  const [{ ids }, measures] = await Promise.all([results.shapes(subject), results.measures(subject)])
  expect(measures.Triangles[ids.indexOf('kit/board/board_1.obj')]).toBe(12)
  expect(measures.Triangles[ids.indexOf('kit/ball/ball_0.obj')]).toBeGreaterThan(12)
  const boards = temporaryFolder()
  putMesh(join(boards, 'one.obj'), cube())
  putMesh(join(boards, 'two.obj'), cube())
  const alike = testCatalog(boards)
  await add(alike, [boards])
  const other: Subject = { ...subject, key: 'another', place: { kind: 'library', path: alike.path } }
  expect(await results.measures(other)).toEqual({})
}, 120_000)
