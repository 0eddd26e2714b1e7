import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { MAX_BODY_BYTES } from '../../server/http/app.js'
import { jsonSchema } from '../../shared/codegen/jsonSchema.js'
import { BLENDER_PATH, PROTOCOL_VERSION } from '../../shared/protocol.js'
import type { ClientMessage, ServerMessage } from '../../shared/schema/messages.js'
import type { LiveRun } from '../../shared/schema/liveEvent.js'
import type { RunComparison } from '../../shared/schema/runComparison.js'
import type { ShownMeasures, ShownPlaces, ShownShapes, ShownTree } from '../../shared/schema/shownShapes.js'
import type { RunRecord } from '../../shared/schema/run.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import type { Shapekin } from '../../server/main.js'
import { findBlender } from '../support/findBlender.js'
import { ApiClient } from '../support/apiClient.js'
import { saveMixedScene } from '../support/mixedScene.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const INTERRUPTED = '00000000000000aa'

/** A run of a window that was left under way by a dead server: it can not go on, so that this one finds it failed. */
function leaveInterruptedRun(home: string): void {
  const record: RunRecord = {
    id: INTERRUPTED,
    created: 0,
    door: 'blender',
    request: RunRequest.parse({}),
    state: { status: 'queued' },
  }
  mkdirSync(join(home, 'runs', INTERRUPTED), { recursive: true })
  writeFileSync(join(home, 'runs', INTERRUPTED, 'run.json'), JSON.stringify(record))
}

/** A window that has so many shapes of whatever run is asked for. */
async function openWindow({ address, home }: Shapekin, count: number) {
  const headers = { authorization: `Bearer ${home.token}` }
  const socket = new WebSocket(address.replace('http', 'ws') + BLENDER_PATH, { headers })
  const say = (message: ClientMessage) => socket.send(JSON.stringify(message))
  const asked: Extract<ServerMessage, { type: 'color_again' }>[] = []
  await once(socket, 'open')
  const who = { addon: '0', blender: '3.4.1', client_id: 'window-with-shapes', role: 'window' } as const
  say({ type: 'hello', protocol: PROTOCOL_VERSION, ...who })
  await once(socket, 'message')
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as ServerMessage
    if (message.type !== 'color_again') return
    asked.push(message)
    say({ type: 'colored_again', made_by: message.made_by, count, problem: '' })
  })
  return { asked, close: () => socket.terminate() }
}

describe('/api/openapi.json', { timeout: 900_000 }, () => {
  it('describes every answer that the server gives, and gives every answer that it describes', async () => {
    const home = temporaryFolder()
    leaveInterruptedRun(home)
    const shapekin = await startServer({ home })
    const client = await ApiClient.of(shapekin)
    const [runs, run, file] = ['/api/runs', '/api/runs/{id}', '/api/runs/{id}/files/{name}']
    const shown = ['/api/runs/{id}', '/api/scenes/{id}'].map((base) => ({
      shapes: `${base}/shapes`,
      shape: `${base}/shapes/{name}`,
      tree: `${base}/tree`,
      neighbors: `${base}/neighbor-map`,
      measures: `${base}/measures`,
      group: `${base}/groups/{group}`,
      wishes: `${base}/wishes`,
      exported: `${base}/export/{name}`,
    }))
    const [live, events, thumbnail, mesh] = [
      '/api/runs/{id}/live',
      '/api/events',
      '/api/thumbnails/{key}',
      '/api/meshes/{key}',
    ]
    const [{ shapes: shapesRoute, shape: shapeRoute, group: groupRoute }] = shown
    const nothing = '0'.repeat(64)
    const [compare, metrics] = ['/api/runs/{id}/compare/{other}', '/api/metrics']
    const apply = { route: '/api/runs/{id}/apply', method: 'post' }
    const [checkpoints, checkpoint, checkpointFile] = [
      '/api/checkpoints',
      '/api/checkpoints/{name}',
      '/api/checkpoints/{id}/files/{name}',
    ]
    const [scenes, scene, sceneFile] = ['/api/scenes', '/api/scenes/{id}', '/api/scenes/{id}/files/{name}']
    const blender = await findBlender()
    if (blender === undefined) throw new Error('no Blender')
    const blend = await saveMixedScene(blender, temporaryFolder())
    const grouped = (await client.ask({ route: scenes, method: 'post', body: JSON.stringify({ file: blend }) })) as {
      id: string
    }

    for (const route of ['/api/health', '/api/openapi.json']) {
      await client.ask({ route })
      await client.ask({ route, headers: { origin: 'https://example.org' } })
    }
    const operations = [
      { route: runs },
      { route: runs, method: 'post' },
      { route: run, id: INTERRUPTED },
      { route: run, id: INTERRUPTED, method: 'delete' },
      { route: file, id: INTERRUPTED, name: 'report.json' },
      { route: live, id: INTERRUPTED },
      ...shown.flatMap(({ shapes, shape, tree, neighbors, measures, group, wishes, exported }) => [
        { route: exported, id: INTERRUPTED, name: 'shapes.csv' },
        { route: shapes, id: INTERRUPTED },
        { route: shape, id: INTERRUPTED, name: 'cube-0000' },
        { route: tree, id: INTERRUPTED },
        { route: neighbors, id: INTERRUPTED },
        { route: measures, id: INTERRUPTED },
        { route: group, method: 'put', id: INTERRUPTED, group: '0', body: JSON.stringify({ name: 'Boxes' }) },
        { route: wishes, method: 'post', id: INTERRUPTED, body: JSON.stringify({ say: 'apart', shape: 'cube-0000' }) },
      ]),
      { route: events },
      { route: '/api/selection' },
      { route: '/api/selection', method: 'put', body: JSON.stringify({ objects: ['Chair'] }) },
      { route: '/api/selection/watch', method: 'post' },
      { route: thumbnail, key: nothing },
      { route: mesh, key: nothing },
      { route: scenes },
      { route: scenes, method: 'post' },
      { route: scene, id: grouped.id },
      { route: sceneFile, id: grouped.id, name: 'report.json' },
      { route: compare, id: INTERRUPTED, other: INTERRUPTED },
      { ...apply, id: INTERRUPTED },
      { route: metrics },
      { route: checkpoints },
      { route: checkpoint, name: 'nobody' },
      { route: checkpointFile, id: 'pretrained', name: 'model.json' },
    ]
    const wrongToken = { authorization: 'Bearer wrong' }
    for (let i = 0; i < 20; i++) await client.ask({ route: runs, headers: wrongToken })
    for (const operation of [...operations, { route: scene, id: grouped.id, method: 'delete' }])
      await client.ask({ ...operation, headers: wrongToken })
    for (const operation of operations) {
      await client.ask({ ...operation, headers: { authorization: '' } })
      await client.ask({ ...operation, headers: { origin: 'https://example.org' } })
      await client.ask({ ...operation, body: '{' })
      await client.ask({ ...operation, body: 'x'.repeat(MAX_BODY_BYTES + 1) })
      if (operation.id) await client.ask({ ...operation, id: 'nobody' })
    }
    await client.ask({ route: '/api/selection' })
    await client.ask({ route: '/api/selection', method: 'put', body: JSON.stringify({ objects: ['Chair'] }) })
    await client.ask({ route: '/api/selection/watch', method: 'post' })
    await client.ask({ route: run, id: '%E0' })
    await client.ask({ route: events })
    for (const route of [thumbnail, mesh]) await client.ask({ route, key: '..%2Ftoken' })
    for (const each of [{}, { file: 'mixed.blend' }, { file: '/none.blend' }, { file: '/etc/passwd' }])
      await client.ask({ route: scenes, method: 'post', body: JSON.stringify(each) })
    const { state } = await shapekin.scenes.ended(grouped.id)
    expect(state, JSON.stringify(state)).toMatchObject({ status: 'done' })
    await client.ask({ route: scenes })
    await client.ask({ route: scene, id: grouped.id })
    const looked = (await client.ask({ route: shown[1].shapes, id: grouped.id })) as ShownShapes
    await client.ask({ route: shown[1].shape, id: grouped.id, name: looked.ids[0] })
    for (const route of [shown[1].tree, shown[1].neighbors, shown[1].measures])
      await client.ask({ route, id: grouped.id })
    await client.ask({ route: shown[1].group, method: 'put', id: grouped.id, group: '0', body: '{"name":"Seats"}' })
    await client.ask({ route: shown[1].exported, id: grouped.id, name: 'shapes.csv' })
    const said = JSON.stringify({ say: 'apart', shape: looked.ids[looked.named[0].typical] })
    const parted = (await client.ask({
      route: shown[1].wishes,
      method: 'post',
      id: grouped.id,
      body: said,
    })) as ShownShapes
    expect(parted.named.length).toBeGreaterThan(looked.named.length)
    for (const more of [
      { headers: { authorization: '' } },
      { headers: { origin: 'https://example.org' } },
      { body: '{' },
      { body: 'x'.repeat(MAX_BODY_BYTES + 1) },
      { id: 'nobody' },
      {},
    ])
      await client.ask({ route: scene, id: grouped.id, method: 'delete', ...more })
    await client.ask({ route: runs, method: 'post', body: 'count=20', headers: { 'content-type': 'text/plain' } })
    await client.ask({ route: runs, method: 'post', body: JSON.stringify({ count: 20, groups: 30 }) })

    // Two runs: one is queued, cancelled; one comes to its end, looked at all the way.
    const start = async () => {
      const body = JSON.stringify({ preset: 'seed', count: 20, groups: 2 })
      return (await client.ask({ route: runs, method: 'post', body })) as { id: string }
    }
    const [{ id }, other] = [await start(), await start()]
    await client.ask({ route: run, id: other.id })
    await client.ask({ route: run, id: other.id, method: 'delete' })
    await client.ask({ route: run, id, method: 'delete', query: '?remove=true' })
    const met = new Set<string>()
    let isOver = false
    void shapekin.runs.ended(id).then(() => (isOver = true))
    for (let isLast = false; !isLast;) {
      isLast = isOver
      for (const { status } of (await client.ask({ route: runs })) as { status: string }[]) met.add(status)
      await client.ask({ route: run, id })
      await setTimeout(100) // leaves the cores to the run
    }
    expect([...met].sort()).toEqual(['cancelled', 'done', 'failed', 'running'])
    const { shapes } = (await client.ask({ route: live, id })) as LiveRun
    expect(shapes.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    for (const route of [thumbnail, mesh]) await client.ask({ route, key: shapes[0].key })
    const record = join(shapekin.runs.filesOf(id).folder, 'checkpoint', 'checkpoint.json')
    const whole = readFileSync(record)
    writeFileSync(record, '{')
    for (const name of [id, 'nobody']) await client.ask({ route: checkpoint, name })
    writeFileSync(record, whole)
    for (const name of ['pretrained', id]) expect(await client.ask({ route: checkpoint, name })).toMatchObject({ name })
    expect((await client.ask({ route: checkpoints })) as { name: string }[]).toHaveLength(3)
    expect(await client.ask({ route: metrics })).toContain('shapekin_work{kind="runs",status="done"} 1')
    const same = (await client.ask({ route: compare, id, other: id })) as RunComparison
    expect(same).toMatchObject({ differing: [], groups: { shapes: 20, ari: 1 } })
    const { ids } = (await client.ask({ route: shapesRoute, id })) as ShownShapes
    expect(ids).toHaveLength(20)
    const cut = (await client.ask({ route: shapesRoute, id, query: '?groups=4' })) as ShownShapes
    expect(cut.named.map(({ size }) => size).reduce((sum, size) => sum + size)).toBe(20)
    expect(cut.named).toHaveLength(4)
    for (const query of ['?groups=21', '?groups=x']) await client.ask({ route: shapesRoute, id, query })
    for (const query of ['', '?groups=4', '?groups=x']) await client.ask({ ...apply, id, query })
    const window = await openWindow(shapekin, 20)
    expect(await client.ask({ ...apply, id, query: '?groups=4' })).toEqual({ blenders: 1, colored: 20 })
    const built = shapes.sort((a, b) => a.index - b.index).map((each) => each.id)
    expect(window.asked.at(-1)).toMatchObject({
      made_by: id,
      groups: built.map((each) => cut.groups[cut.ids.indexOf(each)]),
    })
    expect(window.asked.at(-1)?.palette).toHaveLength(4)
    window.close()
    const tree = (await client.ask({ route: shown[0].tree, id })) as ShownTree
    expect(tree.height).toHaveLength(tree.leaves.length - 1)
    const neighbors = (await client.ask({ route: shown[0].neighbors, id })) as ShownPlaces
    expect(neighbors.x).toHaveLength(20)
    const measures = (await client.ask({ route: shown[0].measures, id })) as ShownMeasures
    expect(new Set(Object.values(measures).map(({ length }) => length))).toEqual(new Set([20]))
    await client.ask({ route: shown[0].exported, id, name: 'linkage.npy' })
    const apart = JSON.stringify({ say: 'apart', shape: ids[0] })
    const separate = (await client.ask({ route: shown[0].wishes, method: 'post', id, body: apart })) as ShownShapes
    expect(separate.wishes).toMatchObject([{ say: 'apart', shapes: [ids[0]] }])
    const forget = JSON.stringify({ say: 'forget', shape: ids[0] })
    await client.ask({ route: shown[0].wishes, method: 'post', id, body: forget })
    await client.ask({ route: shapeRoute, id, name: ids[0] })
    await client.ask({ route: shapeRoute, id, name: 'nobody' })
    const body = JSON.stringify({ name: 'Boxes' })
    for (const group of ['1', '2']) await client.ask({ route: groupRoute, method: 'put', id, group, body })
    const { named } = (await client.ask({ route: shapesRoute, id })) as ShownShapes
    expect(named.map(({ name }) => name)).toEqual(['', 'Boxes'])
    await client.ask({ route: run, id: other.id, method: 'delete', query: '?remove=true' })
    await client.ask({ route: run, id, method: 'delete', query: '?remove=yes' })
    expect(shapekin.runs.list().map((each) => each.id)).not.toContain(other.id)

    for (const report of [
      { route: file, id, name: 'report.json' },
      { route: sceneFile, id: grouped.id, name: 'report.json' },
      { route: checkpointFile, id: 'pretrained', name: 'model.json' },
    ]) {
      await client.ask(report)
      await client.ask({ ...report, headers: { range: 'bytes=0-9' } })
      await client.ask({ ...report, headers: { range: 'bytes=999999-' } })
      await client.ask({ ...report, name: 'no.file' })
    }

    // A line a job in the log.
    const log = readFileSync(shapekin.home.logFile, 'utf8').trim().split('\n')
    const ended = log.map((line) => JSON.parse(line) as { run?: string; scene?: string; msg: string })
    const linesOf = (job: string) =>
      ended.filter((each) => each.run === job || each.scene === job).map(({ msg }) => msg)
    expect([id, other.id, grouped.id].map(linesOf)).toEqual([['run done'], ['run ended'], ['scene done']])

    // A home that is lost while the server runs.
    rmSync(join(home, 'runs'), { recursive: true })
    writeFileSync(join(home, 'runs'), '')
    await client.ask({ route: runs, method: 'post', body: '{}' })

    const described = client.described((route) => !/^\/api\/(library|shapes)/.test(route)) // libraryRoutes.test.ts
    const isForced = (told: string) => !/ (431|500)$/.test(told) || told === 'post /api/runs 500' // 431: app.test.ts
    expect([...client.seen].sort()).toEqual(described.filter(isForced).sort())
  })

  it('has every route under one heading that says what it is', async () => {
    const { document } = await ApiClient.of(await startServer())
    const { tags, paths } = document as unknown as {
      tags: { name: string; description: string }[]
      paths: Record<string, Record<string, { tags: string[] }>>
    }
    const used = Object.values(paths).flatMap((operations) => Object.values(operations).map(({ tags }) => tags))
    expect(used.filter((each) => each.length !== 1)).toEqual([])
    expect([...new Set(used.flat())].sort()).toEqual(tags.map(({ name }) => name).sort())
    expect(tags.filter(({ description }) => description === '')).toEqual([])
  })

  it('has the fields of a request as the schema has them', async () => {
    const { document } = await ApiClient.of(await startServer())
    const { components } = document as unknown as { components: { schemas: Record<string, { properties: object }> } }
    expect(components.schemas.RunRequest.properties).toEqual(jsonSchema(RunRequest).properties)
  })
})
