import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { RunRecord } from '../../shared/schema/run.js'
import { newRunId } from '../../server/run/newRunId.js'
import { RunStore } from '../../server/run/runStore.js'
import { identityOf, OWN_IDENTITY, type ProcessIdentity } from '../../server/system/processIdentity.js'
import { handDriven } from '../support/handDriven.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const underWay = (): RunRecord => ({
  id: newRunId(),
  created: 0,
  door: 'rest',
  request: RunRequest.parse({}),
  state: { status: 'running', stage: 'shapes', done: 3, total: 401, stageStarted: 0 },
})
const cancelled = (): RunRecord => ({ ...underWay(), state: { status: 'cancelled' } })

/** A home in which `owner` is, or was, at work on a run. */
function homeOf(owner: ProcessIdentity) {
  const folder = temporaryFolder()
  const record = underWay()
  const file = join(folder, record.id, 'run.json')
  const unfinished = join(folder, record.id, 'files.partial')
  mkdirSync(unfinished, { recursive: true })
  writeFileSync(file, JSON.stringify({ ...record, owner, starts: 2, version: '0.0.0' }))
  const kept = () => (JSON.parse(readFileSync(file, 'utf8')) as RunRecord).state.status
  return { store: new RunStore(folder, '0.0.0'), record, kept, unfinished, folder }
}

const startProcess = () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill())
  return child
}

describe('RunStore', () => {
  it('RUN-11: leaves a run alone that another living process is at work on', () => {
    const { store, kept, unfinished } = homeOf(identityOf(startProcess().pid ?? NaN))
    expect(store.load()).toEqual({ records: [], left: [], unreadable: [] })
    expect([kept(), existsSync(unfinished)]).toEqual(['running', true])
  })

  it.each([
    [
      'of a dead process',
      async () => {
        const child = startProcess()
        const owner = identityOf(child.pid ?? NaN)
        child.kill()
        await once(child, 'exit')
        return owner
      },
    ],
    ['of a process whose id another has by now', () => ({ pid: startProcess().pid ?? NaN, started: 'long ago' })],
    ['of an earlier process with our own id', () => ({ ...OWN_IDENTITY, started: 'long ago' })],
    ['that our own process left', () => OWN_IDENTITY],
  ])('RUN-11: takes over a run %s, with what it has made', async (_whose, owner) => {
    const { store, record, kept, unfinished } = homeOf(await owner())
    const { records, left } = store.load()
    expect([records, left]).toEqual([[], [{ record, starts: 2, isOurs: true }]])
    expect(kept()).toBe('running')
    store.takeOver(left[0])
    expect([kept(), existsSync(unfinished)]).toEqual(['queued', true])
    expect(store.load().left).toEqual([{ record: { ...record, state: { status: 'queued' } }, starts: 3, isOurs: true }])
  })

  it('RUN-11: removes what was half written when its server was killed', () => {
    const { folder, record, unfinished } = homeOf({ ...OWN_IDENTITY, started: 'long ago' })
    const halves = [join(folder, record.id), unfinished].map((place) => join(place, '.shapekin-0123456789ab.partial'))
    for (const half of halves) writeFileSync(half, '{"id":')
    const store = new RunStore(folder, '0.0.0')
    store.takeOver(store.load().left[0])
    expect(halves.filter((half) => existsSync(half))).toEqual([])
    expect(existsSync(unfinished)).toBe(true)
  })

  it('RUN-11: throws away what a Shapekin of another version has made', () => {
    const { folder, unfinished } = homeOf({ ...OWN_IDENTITY, started: 'long ago' })
    const store = new RunStore(folder, '0.0.1')
    store.takeOver(store.load().left[0])
    expect(existsSync(unfinished)).toBe(false)
  })

  it('gives back what it was told to keep', () => {
    const store = new RunStore(temporaryFolder(), '0.0.0')
    const ended = cancelled()
    store.save(ended)
    expect(store.load()).toEqual({ records: [ended], left: [], unreadable: [] })
  })

  const whole = JSON.stringify({ ...cancelled(), owner: OWN_IDENTITY })
  it.each([
    ['empty', '', 'it is empty'],
    ['cut', whole.slice(0, -20), 'it is not JSON'],
    ['of another form', '[]', 'expected object, received array'],
    ['without a state', JSON.stringify({ ...cancelled(), state: undefined }), 'state: '],
    ['in an unknown state', whole.replace('"cancelled"', '"paused"'), 'state.status: '],
    ['of a request with another schema', whole.replace('"count":401', '"count":"many"'), 'request.count: '],
  ])('RUN-10: names a record that is %s, and serves the others', (_what, text, reason) => {
    const folder = temporaryFolder()
    const [good, bad] = [cancelled(), newRunId()]
    new RunStore(folder, '0.0.0').save(good)
    mkdirSync(join(folder, bad))
    writeFileSync(join(folder, bad, 'run.json'), text)
    const { runs } = handDriven(folder)
    expect(runs.list()).toEqual([good])
    expect(() => runs.get(bad)).toThrow(
      expect.objectContaining({
        code: 'run.unreadable',
        values: {
          id: bad,
          path: join(folder, bad, 'run.json'),
          reason: expect.stringContaining(reason) as string,
        },
      }),
    )
    expect(readFileSync(join(folder, bad, 'run.json'), 'utf8')).toBe(text)
  })
})
