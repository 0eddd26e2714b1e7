import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { Scenes, type WorkOnScene } from '../../server/run/scenes.js'
import { SceneStore } from '../../server/run/sceneStore.js'
import { sceneView } from '../../server/run/sceneView.js'
import { newRunId } from '../../server/run/newRunId.js'
import { MAX_STARTS } from '../../server/run/workStore.js'
import { Blenders } from '../../server/session/blenders.js'
import { identityOf } from '../../server/system/processIdentity.js'
import { ShapekinError } from '../../shared/errors.js'
import type { SceneRecord } from '../../shared/schema/scene.js'
import type { SceneReport } from '../../shared/schema/sceneReport.js'
import { SceneRequest } from '../../shared/schema/sceneRequest.js'
import { HandSocket } from '../support/handDriven.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const REQUEST = { task: 'group', ...SceneRequest.parse({ source: 'all' }) } as const
const REPORT: SceneReport = {
  ...REQUEST,
  ...{
    blender: '3.4.1',
    versions: {},
    stages: {},
    objects: 2,
    shapes: 2,
    leftOut: [],
    sizes: [2],
    names: ['Chair'],
    colored: 2,
  },
  ...{ health: [], compared: ['form'], hints: [], wishes: false },
}

/** A server's groupings in a folder, and a Blender that asks for them. */
function openServer(folder: string, groupScene: WorkOnScene, now = () => 1_000) {
  let started: string | undefined
  const blenders: Blenders = new Blenders((link, message) => {
    if (message.type === 'start_scene') started = scenes.start(message.request, link).id
  })
  const source = {
    blenders,
    start(clientId: string) {
      setImmediate(() => new HandSocket(blenders).hello(clientId))
      const ended = new Promise<void>((_, reject) => (killBlender = reject))
      return Promise.resolve({ ended, stop: () => Promise.resolve() })
    },
  }
  let killBlender: (error: Error) => void = () => undefined
  const store = new SceneStore(folder, '0.0.0')
  const scenes = new Scenes(store, source, groupScene, pino({ level: 'silent' }), now)
  const ask = (socket = new HandSocket(blenders)): string => {
    started = undefined
    socket.hello('blender one').say({ type: 'start_scene', request: REQUEST })
    if (started === undefined) throw new Error('refused')
    return started
  }
  return { scenes, store, blenders, ask, killBlender: (error: Error) => killBlender(error) }
}

const grouped: WorkOnScene = (_request, _blender, folder) => {
  writeFileSync(join(folder, 'groups.tsv'), 'id\n')
  return Promise.resolve({ report: REPORT, files: ['groups.tsv'] })
}
const refused: WorkOnScene = () => Promise.reject(new Error('no'))
const never: WorkOnScene = () => new Promise(() => undefined)

it('tells Blender how far a grouping is, and how long its stage still takes', async () => {
  let time = 0
  const steps = [
    { stage: 'list', done: 0, total: 0, at: 1000 },
    { stage: 'shapes', done: 0, total: 40, at: 3000 },
    { stage: 'shapes', done: 1, total: 40, at: 4000 }, // a guess yet
    { stage: 'shapes', done: 10, total: 40, at: 13_000 },
    { stage: 'shapes', done: 40, total: 40, at: 43_000 },
    { stage: 'tree', done: 1, total: 2, at: 44_000 },
  ]
  const telling: WorkOnScene = (request, blender, folder, context) => {
    for (const { at, ...progress } of steps) {
      time = at
      context.progress(progress)
    }
    return grouped(request, blender, folder, context)
  }
  const { scenes, blenders, ask } = openServer(temporaryFolder(), telling, () => time)
  const socket = new HandSocket(blenders)
  await scenes.ended(ask(socket))
  const told = socket.of('progress').map(({ stage, done, seconds_left }) => [stage, done, seconds_left])
  expect(told).toEqual([
    ['list', 0, null],
    ['shapes', 0, null],
    ['shapes', 1, null],
    ['shapes', 10, 30],
    ['shapes', 40, 0],
    ['tree', 1, null],
  ])
})

it('RUN-7: a task on a file whose Blender dies goes on in another one, with what was made', async () => {
  const file = join(temporaryFolder(), 'chairs.blend')
  writeFileSync(file, 'as it was')
  const seen: boolean[] = []
  const killedOnce: WorkOnScene = (request, blender, staging, context) => {
    seen.push(existsSync(join(staging, 'shapes.tsv')))
    if (seen.length > 1) return grouped(request, blender, staging, context)
    writeFileSync(join(staging, 'shapes.tsv'), 'id\n')
    setImmediate(() => killBlender(new ShapekinError('blender.died', { how: 'killed by SIGKILL', words: 'nothing' })))
    return new Promise((_, reject) =>
      context.signal.addEventListener('abort', () => reject(context.signal.reason as Error)),
    )
  }
  const { scenes, killBlender } = openServer(temporaryFolder(), killedOnce, () => Date.now() + 1000)
  const { id } = scenes.startFile({ ...REQUEST, file, outputs: [] })
  expect(await scenes.ended(id)).toMatchObject({ state: { status: 'done' } })
  expect(seen).toEqual([false, true])
})

describe('groupings after the server has ended', () => {
  it.each([
    ['done', grouped],
    ['failed', refused],
  ] as const)('one that was %s is told as before, with its files', async (status, groupScene) => {
    const folder = temporaryFolder()
    const before = openServer(folder, groupScene)
    const id = before.ask()
    const ended = await before.scenes.ended(id)
    expect(ended.state.status).toBe(status)
    const after = openServer(folder, never).scenes
    expect(sceneView(after.get(id))).toEqual(sceneView(ended))
    expect(after.list()).toEqual([ended])
    expect(after.filesOf(id)).toEqual(before.scenes.filesOf(id))
    expect(after.filesOf(id).names.map((name) => existsSync(join(after.filesOf(id).folder, name)))).toEqual(
      status === 'done' ? [true] : [],
    )
    expect(after.cancel(id)).toEqual(ended)
  })

  it('one that was cancelled stays so', async () => {
    const folder = temporaryFolder()
    const { scenes, ask } = openServer(folder, (_request, _blender, _folder, { signal }) => {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    })
    const id = ask()
    scenes.cancel(id)
    await scenes.ended(id)
    expect(openServer(folder, never).scenes.get(id).state).toEqual({ status: 'cancelled' })
  })

  it('one that was under way has failed, with a sentence, and has no files', () => {
    const folder = temporaryFolder()
    const before = openServer(folder, never)
    const id = before.ask()
    const staging = before.store.staging(id)
    expect([before.scenes.get(id).state.status, existsSync(staging)]).toEqual(['running', true])
    const { scenes } = openServer(folder, never)
    expect(scenes.list()).toEqual([])
    scenes.goOn()
    expect(scenes.get(id).state).toMatchObject({ status: 'failed', error: { code: 'scene.interrupted' } })
    expect(existsSync(staging)).toBe(false)
    expect(openServer(folder, never).scenes.get(id)).toEqual(scenes.get(id))
  })

  it('one of a file goes on with what was made, and begins anew where the file has changed since', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'chairs.blend')
    writeFileSync(file, 'as it was')
    const kept = temporaryFolder()
    let begun: () => void = () => undefined
    const killed: WorkOnScene = (_request, _blender, staging) => {
      writeFileSync(join(staging, 'shapes.tsv'), 'id\n')
      begun()
      return new Promise(() => undefined)
    }
    const now = Date.now() + 1000
    const before = openServer(kept, killed, () => now)
    const asked = new Promise<void>((resolve) => (begun = resolve))
    const { id } = before.scenes.startFile({ ...REQUEST, file, outputs: ['scene.png'] })
    await asked
    const seen: unknown[] = []
    const look: WorkOnScene = (request, blender, staging, context) => {
      seen.push([existsSync(join(staging, 'shapes.tsv')), request, context.outputs])
      return grouped(request, blender, staging, context)
    }
    const goOn = async () => {
      const { scenes } = openServer(kept, look, () => now)
      scenes.goOn()
      return (await scenes.ended(id)).state.status
    }
    const record = readFileSync(join(kept, id, 'scene.json'))
    expect(await goOn()).toBe('done')
    const outputs = { blend: '', picture: join(before.store.staging(id), 'scene.png') }
    expect(seen).toEqual([[true, REQUEST, outputs]])

    writeFileSync(join(kept, id, 'scene.json'), record) // killed again
    mkdirSync(before.store.staging(id))
    writeFileSync(join(before.store.staging(id), 'shapes.tsv'), 'id\n')
    utimesSync(file, now / 1000 + 1, now / 1000 + 1)
    expect(await goOn()).toBe('done')
    expect(seen[1]).toEqual([false, REQUEST, outputs])
  })

  it('RUN-16: one of a file is left to the next server when its own is asked to end; others are cancelled', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'chairs.blend')
    writeFileSync(file, 'as it was')
    const kept = temporaryFolder()
    let begun = 0
    const underWay: WorkOnScene = (_request, _blender, staging, { signal }) => {
      writeFileSync(join(staging, 'shapes.tsv'), 'id\n')
      begun++
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    }
    let time = Date.now() + 1000
    const now = () => time++ // the next server takes them up in the order of their times
    const first = openServer(kept, underWay, now)
    const asked = { ...REQUEST, file, outputs: [] }
    const open = first.ask() // of a Blender's own scene
    const ofFile = first.scenes.startFile(asked)
    const waiting = first.scenes.startFile(asked)
    while (begun < 2) await new Promise((resolve) => setImmediate(resolve))
    await first.scenes.close()
    expect([open, ofFile.id, waiting.id].map((id) => first.scenes.get(id).state.status)).toEqual([
      'cancelled',
      'queued',
      'queued',
    ])

    // However often that happens, it is no start that counts.
    for (let start = 0; start <= MAX_STARTS; start++) {
      const { scenes } = openServer(kept, underWay, now)
      begun = 0
      scenes.goOn()
      while (begun < 1) await new Promise((resolve) => setImmediate(resolve))
      await scenes.close()
    }
    const seen: boolean[] = []
    const last = openServer(
      kept,
      (request, blender, staging, context) => {
        seen.push(existsSync(join(staging, 'shapes.tsv')))
        return grouped(request, blender, staging, context)
      },
      now,
    ).scenes
    last.goOn()
    const ended = await Promise.all([ofFile.id, waiting.id].map((id) => last.ended(id)))
    expect(ended.map(({ state }) => state.status)).toEqual(['done', 'done'])
    expect(seen).toEqual([true, false])
    expect(last.get(open).state.status).toBe('cancelled')
  })

  it('one that another living process is at work on is left to it', () => {
    const folder = temporaryFolder()
    const id = newRunId()
    const state = { status: 'queued' } as const
    const record: SceneRecord = { id, created: 0, file: '', request: REQUEST, outputs: null, state }
    mkdirSync(join(folder, id))
    writeFileSync(join(folder, id, 'scene.json'), JSON.stringify({ ...record, owner: identityOf(process.ppid) }))
    const { scenes } = openServer(folder, never)
    scenes.goOn()
    expect(scenes.list()).toEqual([])
  })

  it('a record that can not be read is named, and the others are there', async () => {
    const folder = temporaryFolder()
    const before = openServer(folder, grouped)
    const [good, bad] = [before.ask(), newRunId()]
    await before.scenes.ended(good)
    mkdirSync(join(folder, bad))
    writeFileSync(join(folder, bad, 'scene.json'), '{"id":')
    const { scenes } = openServer(folder, never)
    expect(() => scenes.get(bad)).toThrow(/it is not JSON/)
    expect(scenes.list().map(({ id }) => id)).toEqual([good])
  })
})
