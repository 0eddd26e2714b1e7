import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { RECONNECT_MS } from '../../shared/protocol.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { RunRecord } from '../../shared/schema/run.js'
import { advance, type EndedState, type RunEvent } from '../../server/run/runState.js'
import { handDriven, settle } from '../support/handDriven.js'

describe('Runs', () => {
  it('RUN-1: takes one at a time, in the order in which they came; one that fails holds nobody up', async () => {
    const { ask, connect, roads, statusOf } = handDriven()
    connect().hello('background-1')
    const ids = [1, 2, 3].map((seed) => ask(seed))
    await settle()
    expect(ids.map(statusOf)).toEqual(['running', 'queued', 'queued'])
    roads[0].fail(new Error('x'))
    await settle()
    expect(ids.map(statusOf)).toEqual(['failed', 'running', 'queued'])
    roads[1].arrive()
    await settle()
    expect(ids.map(statusOf)).toEqual(['failed', 'done', 'running'])
    expect(roads.map(({ request }) => request.seed)).toEqual([1, 2, 3])
  })

  it('RUN-2: a queued run that is cancelled ends at once and never begins; its Blender is told', async () => {
    const { runs, ask, connect, roads, statusOf } = handDriven()
    connect().hello('background-1')
    const window = connect().hello('window-0001', 'window')
    const first = ask(1)
    window.say({ type: 'start_run', request: runs.get(first).request })
    const [{ run_id: second }] = window.of('run_accepted')
    const third = ask(3)
    await settle()
    expect(runs.cancel(second).state).toEqual({ status: 'cancelled' })
    expect(window.of('run_failed')).toMatchObject([{ run_id: second, code: 'cancelled' }])
    expect(await runs.ended(second)).toMatchObject({ state: { status: 'cancelled' } })
    expect([first, second, third].map(statusOf)).toEqual(['running', 'cancelled', 'queued'])
    roads[0].arrive()
    await settle()
    expect([roads.length, statusOf(third)]).toEqual([2, 'running'])
    expect(window.of('run_failed')).toHaveLength(1)
  })

  it('RUN-3: a run under way that is cancelled ends when its work has stopped; its Blender is told and is free again', async () => {
    const { runs, ask, connect, blenders, roads, statusOf } = handDriven()
    const blender = connect().hello('background-1')
    const id = ask()
    await settle()
    expect(blenders.leaseFree()).toBeUndefined()
    expect(runs.cancel(id).state.status).toBe('running')
    expect(roads[0].context.signal.aborted).toBe(true)
    await settle()
    expect(statusOf(id)).toBe('cancelled')
    expect(blender.of('run_failed')).toMatchObject([{ run_id: id, code: 'cancelled' }])
    expect(blenders.leaseFree()?.link.clientId).toBe('background-1')
  })

  it('RUN-3: Blender itself cancels the run that it asked for', async () => {
    const { connect, statusOf } = handDriven()
    const window = connect().hello('window-0001', 'window')
    window.say({ type: 'start_run', request: RunRequest.parse({}) })
    await settle()
    const [{ run_id: id }] = window.of('run_accepted')
    window.say({ type: 'cancel_run', run_id: id })
    await settle()
    expect(statusOf(id)).toBe('cancelled')
  })

  it.each(['failed', 'cancelled', 'done'] as const)('RUN-4: %s stays so, whatever comes late', async (end) => {
    const { runs, ask, connect, roads, store, folder } = handDriven()
    connect().hello('background-1')
    const id = ask()
    await settle()
    if (end === 'failed') roads[0].fail(new ShapekinError('run.tooFewShapes', { left: 1, count: 20 }))
    if (end === 'cancelled') runs.cancel(id)
    if (end === 'done') roads[0].arrive()
    const before = await runs.ended(id)
    expect(before.state.status).toBe(end)
    const seen: RunRecord[] = []
    runs.onChange((record) => seen.push(record))
    roads[0].context.progress({ stage: 'shapes', done: 7, total: 20 })
    roads[0].fail(new Error('late'))
    roads[0].arrive()
    runs.cancel(id)
    await settle()
    expect([runs.get(id), await runs.ended(id), seen]).toEqual([before, before, []])
    expect(store.load().records).toEqual([before])
    expect(existsSync(join(folder, id, 'files'))).toBe(end === 'done')
  })

  it('RUN-4: an ended state is none that advances', () => {
    const ended = { status: 'cancelled' } as const satisfies EndedState
    const event: RunEvent = { type: 'progress', stage: 'shapes', done: 1, total: 2, time: 3 }
    // @ts-expect-error: no way leads out of an ended state
    advance(ended, event)
    expect(advance({ status: 'queued' }, event)).toEqual({
      status: 'running',
      stage: 'shapes',
      done: 1,
      total: 2,
      stageStarted: 3,
    })
    expect(advance({ status: 'queued' }, { type: 'ended', state: ended })).toBe(ended)
  })

  it('RUN-5: the next run is not given the Blender that is being stopped', async () => {
    const { ask, connect, processes, roads, statusOf } = handDriven()
    const ids = [1, 2].map((seed) => ask(seed))
    await settle()
    const first = connect().hello(processes[0].clientId)
    await settle()
    roads[0].arrive()
    await settle()
    expect([processes[0].isStopped, first.closed]).toEqual([true, undefined]) // still connected
    expect([processes.length, roads.length]).toEqual([2, 1])
    connect().hello(processes[1].clientId)
    await settle()
    first.drop()
    vi.advanceTimersByTime(10 * RECONNECT_MS)
    roads[1].arrive()
    await settle()
    expect(ids.map(statusOf)).toEqual(['done', 'done'])
  })

  it('RUN-6: a started Blender is stopped at the end, one that was there is given back', async () => {
    const { ask, connect, processes, roads, blenders } = handDriven()
    ask()
    await settle()
    connect().hello(processes[0].clientId)
    await settle()
    roads[0].fail(new Error('x'))
    await settle()
    expect([processes[0].isStopped, blenders.leaseFree()]).toEqual([true, undefined])
    connect().hello('background-1')
    ask()
    await settle()
    expect([processes.length, roads.length]).toEqual([1, 2])
    roads[1].arrive()
    await settle()
    expect(blenders.leaseFree()?.link.clientId).toBe('background-1')
  })

  const KILLED = new ShapekinError('blender.died', { how: 'killed by SIGKILL', words: 'nothing' })

  it('RUN-7: a run whose Blender dies goes on in another one, in the folder that it had', async () => {
    const { ask, connect, processes, roads, statusOf } = handDriven()
    const id = ask()
    for (const nth of [0, 1, 2]) {
      await settle()
      connect().hello(processes[nth].clientId)
      await settle()
      if (nth === 0) writeFileSync(join(roads[0].folder, 'a'), 'made')
      else expect(readFileSync(join(roads[nth].folder, 'a'), 'utf8')).toBe('made')
      expect([statusOf(id), roads.length, roads[nth].request]).toEqual(['running', nth + 1, roads[0].request])
      if (nth < 2) processes[nth].die(KILLED)
    }
    roads[2].arrive()
    await settle()
    expect([statusOf(id), processes.length]).toEqual(['done', 3])
  })

  it('RUN-7: a Blender that is killed before it says hello is replaced, too', async () => {
    const { ask, connect, processes, roads, statusOf } = handDriven()
    const id = ask()
    await settle()
    processes[0].die(KILLED)
    await settle()
    connect().hello(processes[1].clientId)
    await settle()
    roads[0].arrive()
    await settle()
    expect([statusOf(id), processes.length]).toEqual(['done', 2])
  })

  it('RUN-7: one of which three Blenders died fails with the reason of the death, and leaves nothing', async () => {
    const { ask, connect, processes, runs, roads } = handDriven()
    const id = ask()
    for (const nth of [0, 1, 2]) {
      await settle()
      connect().hello(processes[nth].clientId)
      await settle()
      processes[nth].die(KILLED)
    }
    expect(await runs.ended(id)).toMatchObject({ state: { status: 'failed', error: { code: 'blender.died' } } })
    expect([processes.length, existsSync(roads[0].folder)]).toEqual([3, false])
  })

  it('RUN-7: a Blender that can not be started, or that dies in somebody’s window, ends the run at once', async () => {
    const { runs, ask, connect, processes } = handDriven()
    const starting = ask(1)
    await settle()
    processes[0].die(new ShapekinError('blender.missingModule', { path: 'blender', module: 'numpy' }))
    expect(await runs.ended(starting)).toMatchObject({ state: { error: { code: 'blender.missingModule' } } })
    const window = connect().hello('window-0001', 'window')
    window.say({ type: 'start_run', request: RunRequest.parse({ count: 20 }) })
    await settle()
    const [{ run_id: id }] = window.of('run_accepted')
    window.drop()
    vi.advanceTimersByTime(2 * RECONNECT_MS)
    await settle()
    expect(processes).toHaveLength(1)
    expect(runs.get(id).state.status).not.toBe('done')
    runs.cancel(id)
  })

  it('RUN-8: a home that can not be written fails the run with that reason, and nothing else', async () => {
    const { runs, ask, connect, roads, store, folder } = handDriven()
    connect().hello('background-1')
    const first = ask(1)
    vi.advanceTimersByTime(1)
    const second = ask(2)
    await settle()
    rmSync(join(folder, first), { recursive: true })
    writeFileSync(join(folder, first), 'no folder any more')
    roads[0].arrive()
    expect(await runs.ended(first)).toMatchObject({
      state: { status: 'failed', error: { code: 'output.notWritable' } },
    })
    await settle()
    expect(runs.get(second).state.status).toBe('running')
    rmSync(join(folder, first))
    roads[1].arrive()
    await runs.ended(second)
    vi.advanceTimersByTime(1)
    ask(3)
    expect(store.load().records).toMatchObject([
      { id: first, state: { status: 'failed' } },
      { id: second, state: { status: 'done' } },
    ])
  })

  it('RUN-9: files appear all at once at the end', async () => {
    const { runs, ask, connect, roads } = handDriven()
    connect().hello('background-1')
    const id = ask()
    await settle()
    writeFileSync(join(roads[0].folder, 'a'), 'made')
    const { folder, names } = runs.filesOf(id)
    expect([names, existsSync(folder)]).toEqual([[], false])
    roads[0].arrive()
    await runs.ended(id)
    expect([runs.filesOf(id).names, readFileSync(join(folder, 'a'), 'utf8')]).toEqual([['a'], 'made'])
  })

  /** A server that is killed while a run is under way; the next one in its home. */
  async function killed(door: 'rest' | 'blender', starts = 1) {
    const { ask, connect, roads, folder, runs } = handDriven()
    if (door === 'rest') {
      connect().hello('background-1')
      ask(7)
    } else
      connect()
        .hello('window-0001', 'window')
        .say({ type: 'start_run', request: RunRequest.parse({ count: 20 }) })
    await settle()
    const [{ id, request }] = runs.list()
    writeFileSync(join(roads[0].folder, 'made'), 'before')
    const file = join(folder, id, 'run.json')
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { owner: { started: string } }
    writeFileSync(file, JSON.stringify({ ...kept, starts, owner: { ...kept.owner, started: 'long ago' } }))
    return { id, request, next: handDriven(folder) }
  }

  it('RUN-11: one that was killed goes on in the folder that it had, before all that is asked for now', async () => {
    const { id, next } = await killed('rest')
    expect(next.runs.list()).toEqual([])
    next.connect().hello('background-2')
    next.runs.goOn()
    const other = next.ask(8)
    await settle()
    expect([id, other].map(next.statusOf)).toEqual(['running', 'queued'])
    expect(next.roads[0].request.seed).toBe(7)
    expect(readFileSync(join(next.roads[0].folder, 'made'), 'utf8')).toBe('before')
    next.roads[0].arrive()
    expect((await next.runs.ended(id)).state.status).toBe('done')
    expect(next.runs.filesOf(id).names).toEqual(['a'])
  })

  it('RUN-11: one that was published but not yet entered as done is made again', async () => {
    const { id, next } = await killed('rest')
    renameSync(join(next.folder, id, 'files.partial'), join(next.folder, id, 'files'))
    next.connect().hello('background-2')
    next.runs.goOn()
    await settle()
    next.roads[0].arrive()
    expect((await next.runs.ended(id)).state.status).toBe('done')
  })

  it('RUN-11: a command that asks for the same goes on with it, one that asks for something else does not', async () => {
    const { id, request, next } = await killed('rest')
    next.connect().hello('background-2')
    const other = next.runs.startOrGoOn({ ...request, seed: 8 })
    expect(other.id).not.toBe(id)
    expect(next.runs.startOrGoOn(request).id).toBe(id)
    expect(next.runs.startOrGoOn(request).id).toBe(id) // by now it is under way
    await settle()
    expect(next.statusOf(id)).toBe('queued')
    next.runs.cancel(id)
    expect(next.runs.startOrGoOn(request).id).not.toBe(id)
  })

  it('RUN-16: when the server ends in good order, runs stay under way on the disk and go on, however often', async () => {
    const { runs, ask, connect, folder, processes, roads } = handDriven()
    const window = connect().hello('window-0001', 'window')
    const first = ask(1)
    vi.advanceTimersByTime(1)
    const second = ask(2)
    window.say({ type: 'start_run', request: runs.get(first).request })
    const [{ run_id: windows }] = window.of('run_accepted')
    await settle()
    connect().hello(processes[0].clientId)
    await settle()
    writeFileSync(join(roads[0].folder, 'made'), 'before')
    await runs.close()
    expect([processes[0].isStopped, window.of('run_failed')]).toMatchObject([true, [{ code: 'cancelled' }]])
    expect(JSON.parse(readFileSync(join(folder, windows, 'run.json'), 'utf8'))).toMatchObject({
      state: { status: 'cancelled' },
    })
    for (let server = 0; server < 7; server++) {
      const next = handDriven(folder)
      next.connect().hello('background-2')
      next.runs.goOn()
      await settle()
      expect([first, second].map(next.statusOf)).toEqual(['running', 'queued'])
      expect(readFileSync(join(next.roads[0].folder, 'made'), 'utf8')).toBe('before')
      if (server < 6) await next.runs.close()
      else next.roads[0].arrive()
      await settle()
      if (server === 6) expect([first, second].map(next.statusOf)).toEqual(['done', 'running'])
    }
  })

  it('RUN-13: one in a window that is gone fails and says so', async () => {
    const { id, next } = await killed('blender')
    expect(next.runs.startOrGoOn(RunRequest.parse({ count: 20 })).id).not.toBe(id)
    next.runs.goOn()
    expect(await next.runs.ended(id)).toMatchObject({ state: { status: 'failed', error: { code: 'run.windowGone' } } })
    expect([
      next.store.load().left.map(({ record }) => record.id),
      existsSync(join(next.folder, id, 'files.partial')),
    ]).toEqual([[expect.not.stringContaining(id)], false])
  })

  it.each([
    [4, 'running'],
    [5, 'failed'],
  ])('RUN-14: one in whose middle %i servers ended is then %s', async (starts, status) => {
    const { id, next } = await killed('rest', starts)
    next.connect().hello('background-2')
    next.runs.goOn()
    await settle()
    expect(next.statusOf(id)).toBe(status)
    if (status === 'failed')
      expect(next.runs.get(id)).toMatchObject({
        state: { error: { code: 'run.interrupted', message: expect.stringContaining('5 times') as string } },
      })
    else expect(readFileSync(join(next.folder, id, 'run.json'), 'utf8')).toContain('"starts":5')
  })

  it('RUN-16: what is under way when the server is asked to end is left to the next; the start does not count', async () => {
    const { ask, connect, folder, roads, runs } = handDriven()
    connect().hello('background-1')
    const window = connect().hello('window-0001', 'window')
    const running = ask(1)
    vi.advanceTimersByTime(1)
    const queued = ask(2)
    window.say({ type: 'start_run', request: RunRequest.parse({ count: 20 }) })
    await settle()
    writeFileSync(join(roads[0].folder, 'made'), 'before')
    await runs.close()
    expect([roads[0].context.signal.aborted, roads.length]).toEqual([true, 1])
    expect(window.of('run_failed')).toMatchObject([{ code: 'cancelled' }])
    for (const id of [running, queued]) {
      expect(runs.get(id).state).toEqual({ status: 'queued' })
      const kept = JSON.parse(readFileSync(join(folder, id, 'run.json'), 'utf8')) as object
      expect(kept).toMatchObject({ starts: 0, state: { status: 'queued' } })
      expect(kept).not.toHaveProperty('owner') // the process that wrote it may live on for a moment
    }
    const next = handDriven(folder)
    next.connect().hello('background-2')
    next.runs.goOn()
    await settle()
    expect([running, queued].map(next.statusOf)).toEqual(['running', 'queued'])
    expect(readFileSync(join(next.roads[0].folder, 'made'), 'utf8')).toBe('before')
    next.roads[0].arrive()
    await settle()
    expect([running, queued].map(next.statusOf)).toEqual(['done', 'running'])
    next.runs.cancel(queued)
    await settle()
  })

  it('RUN-12: a window whose socket dropped before its turn is waited for, and then given up', async () => {
    const { runs, ask, connect, blenders, roads, statusOf } = handDriven()
    connect().hello('background-1')
    ask(1)
    const request = runs.list()[0].request
    const windows = ['window-0001', 'window-0002'].map((id) => connect().hello(id, 'window'))
    for (const window of windows) window.say({ type: 'start_run', request })
    const [back, gone] = windows.map((window) => window.of('run_accepted')[0].run_id)
    await settle()
    for (const window of windows) window.drop()
    vi.advanceTimersByTime(10 * RECONNECT_MS)
    blenders.sweep()
    roads[0].arrive()
    await settle()
    expect(statusOf(back)).toBe('running')
    const again = connect().hello('window-0001', 'window')
    vi.advanceTimersByTime(2 * RECONNECT_MS)
    roads[1].arrive()
    await settle()
    expect(again.of('run_done')).toMatchObject([{ run_id: back }])
    const lost = roads[2].blender.colorShapes(new Int32Array(20), [], true)
    vi.advanceTimersByTime(RECONNECT_MS)
    await expect(lost).rejects.toMatchObject({ code: 'session.blenderLost' })
    roads[2].fail((await lost.catch((error: Error) => error)) as Error)
    expect(await runs.ended(gone)).toMatchObject({ state: { error: { code: 'session.blenderLost' } } })
    blenders.sweep()
  })

  it('tells Blender its progress at most five times a second, and the last of each stage', async () => {
    const { ask, connect, roads } = handDriven()
    const blender = connect().hello('background-1')
    ask()
    await settle()
    for (let done = 1; done <= 20; done++) {
      vi.advanceTimersByTime(50)
      roads[0].context.progress({ stage: 'shapes', done, total: 20 })
    }
    expect(blender.of('progress').map(({ done }) => done)).toEqual([1, 5, 9, 13, 17, 20])
  })

  it('tells Blender the seconds that a stage still takes, once enough of it is done', async () => {
    const { ask, connect, roads } = handDriven()
    const blender = connect().hello('background-1')
    ask()
    await settle()
    for (let done = 1; done <= 4; done++) {
      roads[0].context.progress({ stage: 'shapes', done, total: 20 })
      vi.advanceTimersByTime(2000)
    }
    // 6 s after the first, 4 of 20 are done: the other 16 take four times as long.
    expect(blender.of('progress').map(({ done, seconds_left: left }) => [done, left])).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, 24],
    ])
  })

  it.each([-86_400_000, 86_400_000])(
    'goes on telling when the clock is set by %i ms, and never of less than no time',
    async (jump) => {
      const { ask, connect, roads, statusOf, blenders } = handDriven()
      const blender = connect().hello('background-1')
      const id = ask()
      await settle()
      const { progress } = roads[0].context
      progress({ stage: 'shapes', done: 1, total: 20 })
      vi.setSystemTime(Date.now() + jump)
      for (let done = 2; done <= 10; done++) {
        vi.advanceTimersByTime(50)
        progress({ stage: 'shapes', done, total: 20 })
      }
      blenders.sweep()
      const told = blender.of('progress')
      expect(told.map(({ done }) => done)).toEqual([1, 2, 6, 10])
      for (const { seconds_left: left } of told) expect(left ?? 0).toBeGreaterThanOrEqual(0)
      roads[0].arrive()
      await settle()
      expect([statusOf(id), blender.closed]).toEqual(['done', undefined])
    },
  )
})
