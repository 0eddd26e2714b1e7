import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { NO_NOTES, type FamilyWish } from '../../shared/schema/familyNotes.js'
import type { SceneNotes, ServerMessage } from '../../shared/schema/messages.js'
import type { SceneRecord } from '../../shared/schema/scene.js'
import { areSameNotes, notesForFile, notesFromFile } from '../../server/shown/fileNotes.js'
import { LinkedNotes } from '../../server/shown/linkedNotes.js'
import { BlenderLink } from '../../server/session/blenderLink.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const ID = '0123456789abcdef'
const NAMES = ['Chair', 'Chair.001', 'Table', 'Rock']
const APART: FamilyWish = { say: 'apart', shapes: ['Chair'], others: ['Table', 'Rock'] }
const NOTHING: SceneNotes = { names: [], together: [], apart: [], changed: 0 }

/** Notes of one scene of four objects that is done; `clock.now` is the server's time. */
function linkedNotes() {
  const folder = temporaryFolder()
  const objects = NAMES.map((name, shape) => ({ name, library: '', collection: '', shape, mesh: shape, instances: 0 }))
  writeFileSync(join(folder, 'objects.json'), JSON.stringify({ objects, leftOut: [], shapes: 4 }))
  const record = { id: ID, request: { task: 'group' }, state: { status: 'done' } } as unknown as SceneRecord
  const [changed, clock]: [string[], { now: number }] = [[], { now: 1000 }]
  const scenes = {
    has: (id: string) => id === ID,
    get: () => record,
    ended: () => Promise.resolve(record),
    filesOf: () => ({ folder, names: [] }),
    noteOf: (_: string, name: string) => join(folder, name),
  }
  const notes = new LinkedNotes(
    scenes,
    (id) => changed.push(id),
    () => clock.now,
  )
  return { notes, changed, clock }
}

/** A window, and what it was sent. */
function openWindow(clientId = 'window') {
  const sent: ServerMessage[] = []
  const link = new BlenderLink(clientId, 'window', '3.4.1', () => undefined)
  const socket = { send: (message: ServerMessage) => void sent.push(message) }
  link.attach(socket)
  return { link, sent, drop: () => link.detach(socket) }
}

const opens = (...run_ids: string[]) => ({ type: 'open_groupings', run_ids }) as const

it('gives the file numbers for names and names for numbers, and refuses a number that is nobody', () => {
  const told: SceneNotes = {
    names: [{ object: 2, name: 'Desks' }],
    together: [[0, 1]],
    apart: [[[0], [2, 3]]],
    changed: 5,
  }
  const notes = notesFromFile(told, NAMES)
  expect(notes).toEqual({
    names: { Table: 'Desks' },
    wishes: [{ say: 'together', shapes: ['Chair', 'Chair.001'] }, APART],
    changed: 5,
  })
  expect(notesForFile(notes, NAMES)).toEqual(told)
  expect(notesForFile(notes, NAMES.slice(0, 2))).toEqual({ ...told, names: [], apart: [[[0], []]] })
  expect(() => notesFromFile(told, NAMES.slice(0, 2))).toThrow('scene_notes has no object 2')
})

it('knows the same notes in any order, and others by a name, a word or the time', () => {
  const together: FamilyWish = { say: 'together', shapes: ['Rock', 'Chair.001'] }
  const own = { names: { Table: 'Desks', Chair: 'Seats' }, wishes: [together, APART], changed: 5 }
  const [apartSorted, togetherSorted] = [
    { ...APART, others: ['Rock', 'Table'] },
    { ...together, shapes: ['Chair.001', 'Rock'] },
  ]
  const sorted = { names: { Chair: 'Seats', Table: 'Desks' }, wishes: [apartSorted, togetherSorted], changed: 5 }
  expect(areSameNotes(own, sorted)).toBe(true)
  expect(areSameNotes(own, { ...sorted, names: { Chair: 'Desks', Table: 'Seats' } })).toBe(false)
  expect(areSameNotes(own, { ...sorted, wishes: [togetherSorted] })).toBe(false)
  expect(
    areSameNotes(own, { ...sorted, wishes: [togetherSorted, { ...APART, shapes: ['Rock'], others: ['Chair'] }] }),
  ).toBe(false)
  expect(areSameNotes(own, { ...sorted, changed: 6 })).toBe(false)
})

it('takes what the open file says, and has the file keep what the page says', async () => {
  const { notes, changed, clock } = linkedNotes()
  const { link, sent } = openWindow()
  expect(notes.keptIn(ID)).toBe('nextFile')
  notes.open(link, opens(ID, 'fedcba9876543210'))
  expect(notes.keptIn(ID)).toBe('file')
  await notes.hear(link, { run_id: ID, ...NOTHING, names: [{ object: 0, name: 'Seats' }], changed: 900 })
  expect(await notes.read(ID)).toEqual({ names: { Chair: 'Seats' }, wishes: [], changed: 900 })

  await notes.write(ID, { names: {}, wishes: [APART] })
  expect(sent).toEqual([
    { type: 'scene_notes', made_by: ID, names: [], together: [], apart: [[[0], [2, 3]]], changed: 1000 },
  ])
  // Undone there: the file is right, though what it says is older.
  await notes.hear(link, { run_id: ID, ...NOTHING, changed: 900 })
  expect(await notes.read(ID)).toEqual({ names: {}, wishes: [], changed: 900 })
  expect(changed).toEqual([ID, ID, ID])
  await notes.hear(link, { run_id: ID, ...NOTHING, changed: 900 })
  await notes.hear(link, { run_id: 'fedcba9876543210', ...NOTHING, changed: 900 }) // of another server
  expect(changed).toHaveLength(3)

  // Whatever the clock says, a word on the page is later than the one it answers.
  clock.now = 1
  await notes.write(ID, NO_NOTES)
  expect(sent.at(-1)).toMatchObject({ changed: 901 })
})

it('reads what a file said before, even while that is being written', async () => {
  const { notes } = linkedNotes()
  const { link } = openWindow()
  const heard = notes.hear(link, { run_id: ID, ...NOTHING, names: [{ object: 0, name: 'Seats' }], changed: 900 })
  await setImmediate()
  expect((await notes.read(ID)).names).toEqual({ Chair: 'Seats' })
  await heard
})

it('keeps nothing and tells nobody when a file says in its order what the page has said', async () => {
  const { notes, changed } = linkedNotes()
  const { link } = openWindow()
  notes.open(link, opens(ID))
  await notes.write(ID, { names: {}, wishes: [{ say: 'together', shapes: ['Rock', 'Chair'] }, APART] })
  await notes.hear(link, { run_id: ID, names: [], together: [[0, 3]], apart: [[[0], [3, 2]]], changed: 1000 })
  expect(changed).toEqual([ID])
  expect((await notes.read(ID)).wishes[0]).toEqual({ say: 'together', shapes: ['Rock', 'Chair'] })
})

it('gives a file that is opened what the page said last, or takes what the file said later', async () => {
  const { notes } = linkedNotes()
  const early = openWindow()
  notes.open(early.link, opens(ID))
  await notes.hear(early.link, { run_id: ID, ...NOTHING })
  notes.open(early.link, opens()) // another file
  expect(notes.keptIn(ID)).toBe('nextFile')
  await notes.write(ID, { names: {}, wishes: [APART] })
  expect(early.sent).toEqual([])

  notes.open(early.link, opens(ID))
  await notes.hear(early.link, { run_id: ID, ...NOTHING, changed: 999 })
  expect(early.sent).toMatchObject([{ type: 'scene_notes', apart: [[[0], [2, 3]]], changed: 1000 }])
  expect((await notes.read(ID)).wishes).toEqual([APART])

  early.drop()
  expect(notes.keptIn(ID)).toBe('nextFile')
  const late = openWindow('another')
  notes.open(late.link, opens(ID))
  await notes.hear(late.link, { run_id: ID, ...NOTHING, together: [[1, 2]], changed: 1001 })
  expect(late.sent).toEqual([])
  expect((await notes.read(ID)).wishes).toEqual([{ say: 'together', shapes: ['Chair.001', 'Table'] }])
})
