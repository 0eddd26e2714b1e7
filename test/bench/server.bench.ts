import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { WebSocketServer } from 'ws'
import { MAX_FRAME_BYTES } from '../../shared/protocol.js'
import { startShapekin } from '../../server/main.js'
import type { ClientResult, ClientTask } from './loadClient.js'
import type { BenchOptions } from './benchOptions.js'

const FRAMES = 300
const MEGABYTE = 2 ** 20
const REQUESTS = 4000
const CLIENTS = 50
const SCENES = 4
const READERS = 8

/** A line of the result: what was measured, and the figure. */
type Figures = Record<string, number>

/** Starts a client in a process of its own, so that it takes nothing of the server's event loop. */
function startClient(task: ClientTask): { readonly result: Promise<ClientResult>; stop(): void } {
  const child = fork(fileURLToPath(new URL('./loadClient.js', import.meta.url)))
  const result = Promise.race([
    once(child, 'message').then(([message]) => message as ClientResult),
    once(child, 'exit').then(() => ({ errors: 1 })),
  ])
  child.send(task)
  return { result, stop: () => void child.kill() }
}

/** Processor seconds of this process, which serves, and of the clock. */
async function cost(work: () => Promise<ClientResult>): Promise<{ busy: number; clock: number; result: ClientResult }> {
  const [before, began] = [process.cpuUsage(), performance.now()]
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { busy: (user + system) / 1e6, clock: (performance.now() - began) / 1000, result }
}

async function serve(listener: RequestListener) {
  const http = createServer(listener).listen(0, '127.0.0.1')
  await once(http, 'listening')
  return { http, address: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

/** The least of three, alternately with the peer, so that what else the machine does meets both. */
async function byTurns(ours: () => Promise<ClientResult>, peers: () => Promise<ClientResult>) {
  const best = { ours: Infinity, peers: Infinity }
  for (let i = 0; i < 3; i++) {
    best.peers = Math.min(best.peers, (await cost(peers)).busy)
    best.ours = Math.min(best.ours, (await cost(ours)).busy)
  }
  return best
}

/**
 * The server beside the bare libraries it is made of, by its own processor time, and under load: four scenes are grouped, fifty
 * clients ask without pause, eight read events. Frames are checked (checksum, sizes) and copied out of the socket; bare ws
 * does neither.
 */
export async function run({ json, compare }: BenchOptions): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-load-'))
  const shapekin = await startShapekin({ home, port: 0, host: '127.0.0.1', allowedHosts: [], logLevel: 'silent' })
  const {
    address,
    home: { token },
  } = shapekin
  const bareHttp = await serve(
    express()
      .disable('x-powered-by')
      .get('/api/health', (_request, response) => void response.json({ status: 'ok', version: '0.1.0' })),
  )
  const bareSockets = await serve((_request, response) => void response.end())
  const sockets = new WebSocketServer({
    server: bareSockets.http,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  let heard = 0
  sockets.on('connection', (socket) => socket.on('message', (data: Buffer) => (heard += data.length)))

  const frames = (to: string) => () =>
    startClient({ do: 'frames', address: to, token, count: FRAMES, bytes: MEGABYTE }).result
  const requests = (to: string, count = REQUESTS) =>
    startClient({ do: 'requests', address: to, token, clients: CLIENTS, count, path: '/api/health' })
  const wire = await byTurns(frames(address), frames(bareSockets.address))
  const rest = await byTurns(
    () => requests(address).result,
    () => requests(bareHttp.address).result,
  )

  compare(`server: ${FRAMES} frames of 1 MB, processor`, 'ws', wire.ours, wire.peers)
  compare(`server: ${REQUESTS} requests, processor`, 'express', rest.ours, rest.peers)

  const delay = monitorEventLoopDelay({ resolution: 5 })
  const events = startClient({ do: 'events', address, token, readers: READERS })
  delay.enable()
  const scenes = Array.from({ length: SCENES }, (_, i) =>
    startClient({ do: 'scene', address, token, name: String(i), count: 100, triangles: 1000 }),
  )
  const asking = requests(address, 20_000)
  const results = await Promise.all([...scenes, asking].map(({ result }) => result))
  delay.disable()
  events.stop()

  const large = await startClient({ do: 'scene', address, token, name: 'large', count: 2, triangles: 1_990_000 }).result
  const figures: Figures = {
    'MB of frames a second of processor': (FRAMES * 1) / wire.ours,
    'of bare ws': wire.peers / wire.ours,
    'requests a second of processor': REQUESTS / rest.ours,
    'of bare express': rest.peers / rest.ours,
    'errors under load': results.reduce((sum, { errors }) => sum + errors, 0),
    'slowest request of a hundred under load, ms': results.at(-1)?.p99 ?? NaN,
    'event loop late under load, p99, ms': delay.percentile(99) / 1e6 - 5,
    'errors of two meshes of 1,990,000 triangles': large.errors,
    'MB resident afterwards': process.memoryUsage().rss / MEGABYTE,
  }
  console.log(
    json
      ? JSON.stringify(figures)
      : Object.entries(figures)
          .map(([what, figure]) => `${figure.toFixed(2).padStart(10)}  ${what}`)
          .join('\n'),
  )
  if (heard === 0) throw new Error('bare ws heard nothing')

  for (const { http } of [bareHttp, bareSockets]) {
    http.closeAllConnections()
    http.close()
  }
  sockets.close()
  await shapekin.close()
  rmSync(home, { recursive: true, force: true })
}
