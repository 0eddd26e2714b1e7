import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { newRunId } from '../../server/run/run.js'
import type { RunRecord } from '../../shared/schema/run.js'
import { RunStore } from '../../server/run/runStore.js'
import { temporaryFolder } from '../support/startServer.js'

const underWay = (): RunRecord => ({
  id: newRunId(),
  created: 0,
  door: 'rest',
  request: RunRequest.parse({}),
  state: { status: 'running', stage: 'shapes', done: 3, total: 401, stageStarted: 0 },
})

/** A home in which the process `pid` is, or was, at work on a run. */
function homeOf(pid: number) {
  const folder = temporaryFolder()
  const record = underWay()
  const file = join(folder, record.id, 'run.json')
  const unfinished = join(folder, record.id, 'files.partial')
  mkdirSync(unfinished, { recursive: true })
  writeFileSync(file, JSON.stringify({ ...record, pid }))
  const kept = () => (JSON.parse(readFileSync(file, 'utf8')) as RunRecord).state.status
  return { store: new RunStore(folder), record, kept, unfinished }
}

describe('RunStore', () => {
  it('leaves a run alone that another living process is at work on', () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void other.kill())
    const { store, kept, unfinished } = homeOf(other.pid ?? NaN)
    expect(store.load()).toEqual([])
    expect([kept(), existsSync(unfinished)]).toEqual(['running', true])
  })

  it.each(['of a dead process', 'of an earlier process with our own id'])('ends a run %s', async (whose) => {
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'exit')
    const { store, record, kept, unfinished } = homeOf(whose === 'of a dead process' ? (dead.pid ?? NaN) : process.pid)
    expect(store.load()).toMatchObject([
      { id: record.id, state: { status: 'failed', error: { code: 'run.interrupted' } } },
    ])
    expect([kept(), existsSync(unfinished)]).toEqual(['failed', false])
  })

  it('gives back what it was told to keep', () => {
    const store = new RunStore(temporaryFolder())
    const ended: RunRecord = { ...underWay(), state: { status: 'cancelled' } }
    store.save(ended)
    expect(store.load()).toEqual([ended])
  })
})
