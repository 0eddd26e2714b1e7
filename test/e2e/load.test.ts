import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Shapekin } from '../../server/main.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { groupOpenScene } from '../support/sceneClient.js'
import { callApi, startServer } from '../support/startServer.js'

const SCENES = 4
const OBJECTS = 8
const CLIENTS = 50
const READERS = 8

/** No two of a scene are alike, nor of two scenes; every second one is large. */
const meshOf = (scene: number, index: number) =>
  index % 2 === 0
    ? mapMesh(cube(), scaling(1 + index / 5, 1 + scene, 1))
    : mapMesh(bumpySphere(100 * (1 + (index % 5)), 0.1 + index / 100), scaling(1, 1 + scene / 10, 1))

/** Reads events until it is told to stop. */
async function readEvents({ address, home }: Shapekin, signal: AbortSignal): Promise<string> {
  const headers = { authorization: `Bearer ${home.token}` }
  const { body } = await fetch(`${address}/api/events`, { headers, signal })
  let text = ''
  try {
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) text += piece
  } catch (cause) {
    if (!signal.aborted) throw cause
  }
  return text
}

/** Asks one thing after another until it is told to stop. @returns every status it was answered with */
async function keepAsking(shapekin: Shapekin, first: number, signal: AbortSignal): Promise<Set<number>> {
  const paths = ['/api/health', '/api/runs', '/api/scenes', '/api/openapi.json', '/api/library', '/api/metrics']
  const statuses = new Set<number>()
  for (let i = first; !signal.aborted; i++) {
    const response = await callApi(shapekin, paths[i % paths.length])
    await response.arrayBuffer()
    statuses.add(response.status)
    await sleep(250)
  }
  return statuses
}

describe('a server', { timeout: 600_000 }, () => {
  it('groups four scenes at once beside fifty clients and nine readers of events, without an error', async () => {
    const shapekin = await startServer()
    const { address, home } = shapekin
    const stop = new AbortController()
    const readers = Array.from({ length: READERS }, () => readEvents(shapekin, stop.signal))
    const sleeper = connect(Number(new URL(address).port), '127.0.0.1').pause()
    sleeper.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${home.token}\r\n\r\n`)
    const clients = Array.from({ length: CLIENTS }, (_, client) => keepAsking(shapekin, client, stop.signal))

    let waiting = 0
    let begin = () => {}
    const allAreAsked = new Promise<void>((resolve) => (begin = resolve))
    const ready = () => {
      if (++waiting === SCENES) begin()
      return allAreAsked
    }
    const outcomes = await Promise.all(
      Array.from({ length: SCENES }, (_, scene) =>
        groupOpenScene(
          { address, token: home.token },
          { clientId: `scene-client-${scene}`, count: OBJECTS, mesh: (index) => meshOf(scene, index), ready },
        ),
      ),
    )
    expect(outcomes).toMatchObject(outcomes.map(() => ({ type: 'run_done' })))

    stop.abort()
    for (const statuses of await Promise.all(clients)) expect([...statuses]).toEqual([200])
    sleeper.destroy()
    for (const text of await Promise.all(readers)) {
      expect(text).toMatch(/^event: start\n/)
      for (const { id } of shapekin.scenes.list()) expect(text).toContain(id)
    }
  })

  it('takes a mesh of two million triangles over the socket, and answers others meanwhile', async () => {
    const shapekin = await startServer()
    const large = bumpySphere(1_990_000)
    const grouped = groupOpenScene(
      { address: shapekin.address, token: shapekin.home.token },
      { clientId: 'large-scene', count: 2, mesh: (index) => (index === 0 ? large : cube()) },
    )
    let answers = 0
    let isOver = false
    void grouped.finally(() => (isOver = true))
    while (!isOver) {
      expect((await callApi(shapekin, '/api/scenes')).status).toBe(200)
      answers++
      await sleep(50)
    }
    expect(await grouped).toMatchObject({ type: 'run_done', summary: expect.stringMatching(/^2 objects in/) as string })
    expect(answers).toBeGreaterThan(3)
  })

  it('keeps a connection for longer than its clients do', async () => {
    const response = await callApi(await startServer(), '/api/health')
    expect(response.headers.get('keep-alive')).toBe('timeout=65')
  })
})
