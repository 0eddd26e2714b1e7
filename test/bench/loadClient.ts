import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'
import { BLENDER_PATH, PROTOCOL_VERSION } from '../../shared/protocol.js'
import { encodeFrame } from '../../shared/wire/frame.js'
import { bumpySphere } from '../support/meshes.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { groupOpenScene } from '../support/sceneClient.js'

/** What a client, in a process of its own, is to do. */
export type ClientTask =
  | {
      readonly do: 'frames'
      readonly address: string
      readonly token: string
      readonly count: number
      readonly bytes: number
    }
  | {
      readonly do: 'requests'
      readonly address: string
      readonly token: string
      readonly clients: number
      readonly count: number
      readonly path: string
    }
  | { readonly do: 'events'; readonly address: string; readonly token: string; readonly readers: number }
  | {
      readonly do: 'scene'
      readonly address: string
      readonly token: string
      readonly name: string
      readonly count: number
      readonly triangles: number
    }

/** What it says at the end. */
export interface ClientResult {
  readonly errors: number
  /** Of the slowest request of a hundred. Milliseconds. */
  readonly p99?: number
}

/** Sends mesh frames as fast as the socket takes them; the pong to a ping behind the last says that all have been taken. */
async function sendFrames({
  address,
  token,
  count,
  bytes,
}: Extract<ClientTask, { do: 'frames' }>): Promise<ClientResult> {
  const vertices = Math.floor(bytes / 24)
  const arrays = { positions: new Float32Array(3 * vertices), triangles: new Uint32Array(3 * vertices) }
  const frame = encodeFrame({ type: 'mesh', runId: '0123456789abcdef', index: 0, offset: [0, 0, 0], ...arrays })
  const socket = new WebSocket(address.replace('http', 'ws') + BLENDER_PATH, {
    headers: { authorization: `Bearer ${token}` },
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const hello = {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    addon: '0',
    blender: '3.4.1',
    client_id: 'frame-client',
    role: 'window',
  }
  socket.send(JSON.stringify(hello))
  for (let i = 0; i < count; i++) await new Promise<void>((sent) => socket.send(frame, () => sent()))
  const taken = new Promise((resolve) => socket.once('pong', resolve))
  socket.ping()
  await taken
  socket.terminate()
  return { errors: 0 }
}

/** So many clients, each with a connection that is kept, asks again as soon as it is answered. */
async function sendRequests({
  address,
  token,
  clients,
  count,
  path,
}: Extract<ClientTask, { do: 'requests' }>): Promise<ClientResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const times: number[] = []
  let [errors, left] = [0, count]
  const ask = () =>
    new Promise<void>((resolve) => {
      const began = performance.now()
      const failed = () => resolve(void errors++)
      request(address + path, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
        response.resume().once('end', () => {
          times.push(performance.now() - began)
          if (response.statusCode !== 200) errors++
          resolve()
        })
      })
        .once('error', failed)
        .end()
    })
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) await ask()
    }),
  )
  agent.destroy()
  return { errors, p99: times.sort((a, b) => a - b)[Math.floor(0.99 * times.length)] }
}

/** Reads events until the process is ended. */
function readEvents({ address, token, readers }: Extract<ClientTask, { do: 'events' }>): Promise<ClientResult> {
  for (let i = 0; i < readers; i++)
    request(`${address}/api/events`, { headers: { authorization: `Bearer ${token}` } }, (response) =>
      response.resume(),
    ).end()
  return new Promise(() => undefined)
}

async function groupScene({
  address,
  token,
  name,
  count,
  triangles,
}: Extract<ClientTask, { do: 'scene' }>): Promise<ClientResult> {
  const shape = bumpySphere(triangles)
  const mesh = (index: number) => mapMesh(shape, scaling(1 + (index % 100) / 50, 1 + Math.floor(index / 100) / 50, 1))
  const { type } = await groupOpenScene({ address, token }, { clientId: `bench-scene-${name}`, count, mesh })
  return { errors: type === 'run_done' ? 0 : 1 }
}

process.once('message', (task: ClientTask) => {
  const work = {
    frames: () => sendFrames(task as Extract<ClientTask, { do: 'frames' }>),
    requests: () => sendRequests(task as Extract<ClientTask, { do: 'requests' }>),
    events: () => readEvents(task as Extract<ClientTask, { do: 'events' }>),
    scene: () => groupScene(task as Extract<ClientTask, { do: 'scene' }>),
  }[task.do]
  void work().then((result) => process.send?.(result, () => process.disconnect()))
})
process.once('disconnect', () => process.exit())
