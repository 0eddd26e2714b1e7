import { WebSocket } from 'ws'
import { BLENDER_PATH, PROTOCOL_VERSION } from '../../shared/protocol.js'
import { OBJECTS_A_PAGE, type ClientMessage, type ServerMessage } from '../../shared/schema/messages.js'
import { SceneRequest } from '../../shared/schema/sceneRequest.js'
import { encodeFrame } from '../../shared/wire/frame.js'
import type { Mesh } from '../../server/mesh/mesh.js'

/** A scene as a client has it open: objects with a mesh of their own each. */
export interface OpenScene {
  /** 8 to 64 characters. */
  readonly clientId: string
  readonly count: number
  readonly mesh: (index: number) => Mesh
  /** Waited for before the first mesh is sent. */
  readonly ready?: () => Promise<void>
}

/**
 * Has the objects of a scene grouped, as the add-on does in a window: lists them, sends each mesh that is asked for, takes the
 * groups. By the bare numbers of each, without views.
 *
 * @returns the server's last word
 */
export async function groupOpenScene(
  { address, token }: { readonly address: string; readonly token: string },
  { clientId, count, mesh, ready }: OpenScene,
): Promise<Extract<ServerMessage, { type: 'run_done' | 'run_failed' | 'error' }>> {
  const socket = new WebSocket(address.replace('http', 'ws') + BLENDER_PATH, {
    headers: { authorization: `Bearer ${token}` },
  })
  const say = (message: ClientMessage) => socket.send(JSON.stringify(message))
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('open', () =>
        say({
          type: 'hello',
          protocol: PROTOCOL_VERSION,
          addon: '0',
          blender: '3.4.1',
          client_id: clientId,
          role: 'window',
        }),
      )
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as ServerMessage
        switch (message.type) {
          case 'welcome':
            return say({
              type: 'start_scene',
              request: { task: 'group', ...SceneRequest.parse({ numbers: 'raw', views: 'off' }) },
            })
          case 'list_objects':
            return pages(message.run_id, count).forEach(say)
          case 'read_shapes':
            return void Promise.resolve(ready?.()).then(() => {
              for (const index of message.indices) {
                const { positions, triangles } = mesh(index)
                const runId = message.run_id
                socket.send(encodeFrame({ type: 'mesh', runId, index, positions, triangles, offset: [0, 0, 0] }))
              }
            })
          case 'scene_groups': {
            const names = message.palette.map((_, group) => `Group ${group}`)
            return say({ type: 'colored', run_id: message.run_id, count, groups: null, names })
          }
          case 'run_done':
          case 'run_failed':
          case 'error':
            return resolve(message)
          default: // of other tasks
        }
      })
    })
  } finally {
    socket.terminate()
  }
}

function pages(runId: string, count: number): ClientMessage[] {
  const objects = Array.from({ length: count }, (_, shape) => ({
    ...{ name: `object ${shape}`, library: '', collection: '', shape, mesh: shape, instances: 0 },
  }))
  return Array.from({ length: Math.ceil(count / OBJECTS_A_PAGE) }, (_, page) => {
    const rest = objects.slice(page * OBJECTS_A_PAGE)
    return {
      type: 'scene_objects',
      run_id: runId,
      objects: rest.slice(0, OBJECTS_A_PAGE),
      left_out: [],
      shapes: count,
      is_last: rest.length <= OBJECTS_A_PAGE,
    }
  })
}
