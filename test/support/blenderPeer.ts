import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { BLENDER_PATH, MAX_FRAME_BYTES, PROTOCOL_VERSION } from '../../shared/protocol.js'
import { ClientMessage, type ServerMessage } from '../../shared/schema/messages.js'
import type { SceneFile } from '../../shared/schema/sceneFiles.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { decodeFrame } from '../../shared/wire/frame.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import type { AtEnd } from './oncePerFile.js'

export const RUN_ID = '00112233445566ff'

interface PeerManner {
  readonly token?: string
  readonly protocol?: number
  readonly atEnd?: AtEnd
}

type Said = ClientMessage | ReturnType<typeof decodeFrame>

/**
 * The server's side of the protocol in a test's hand: it can drop sockets, repeat itself and refuse, which the real
 * server does only when it must.
 */
export class BlenderPeer {
  private readonly sockets: PeerSocket[] = []
  private readonly waiting: ((socket: PeerSocket) => void)[] = []

  private constructor(
    readonly address: string,
    readonly token: string,
  ) {}

  static async start({
    token = 'secret',
    protocol = PROTOCOL_VERSION,
    atEnd = onTestFinished,
  }: PeerManner = {}): Promise<BlenderPeer> {
    const http = createServer((_request, response) => response.writeHead(404).end())
    const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES + 1024 })
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const peer = new BlenderPeer(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, token)
    http.on('upgrade', (request, socket, head) => {
      if (request.headers.authorization !== `Bearer ${token}` || request.url !== BLENDER_PATH) {
        const body = JSON.stringify({ code: 'session.token', detail: 'The token is missing or wrong.' })
        socket.end(`HTTP/1.1 401 Refused\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)
        return
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const accepted = new PeerSocket(webSocket, protocol)
        const next = peer.waiting.shift()
        if (next) next(accepted)
        else peer.sockets.push(accepted)
      })
    })
    atEnd(() => {
      for (const client of server.clients) client.terminate()
      http.close()
      http.closeAllConnections()
    })
    return peer
  }

  /** The next Blender that connects, after its hello and our welcome. */
  async accept(): Promise<PeerSocket> {
    const socket = this.sockets.shift() ?? (await new Promise<PeerSocket>((resolve) => this.waiting.push(resolve)))
    await socket.greeted
    return socket
  }
}

/** One socket of a Blender that has said hello. */
export class PeerSocket {
  readonly greeted: Promise<void>
  hello: Extract<ClientMessage, { type: 'hello' }> | undefined
  private readonly heard: Said[] = []
  private wake: () => void = () => undefined

  constructor(
    readonly socket: WebSocket,
    protocol: number,
  ) {
    socket.on('message', (data: Buffer, isBinary) => {
      this.heard.push(isBinary ? decodeFrame(data) : ClientMessage.parse(JSON.parse(data.toString())))
      this.wake()
    })
    this.greeted = this.next('hello').then((hello) => {
      this.hello = hello
      this.send({ type: 'welcome', protocol, server: '9.9.9', max_frame_bytes: MAX_FRAME_BYTES })
    })
  }

  send(message: ServerMessage): void {
    this.socket.send(JSON.stringify(message))
  }

  /** The next message or frame of a type; others stay for later. */
  async next<Type extends Said['type']>(type: Type): Promise<Extract<Said, { type: Type }>> {
    for (;;) {
      const found = this.heard.findIndex((each) => each.type === type)
      if (found >= 0) return this.heard.splice(found, 1)[0] as Extract<Said, { type: Type }>
      const end = this.heard.find((each) => each.type === 'give_up')
      if (end) throw new Error(`Blender gave up: ${end.sentence}`)
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  /** Has recipes built; their meshes in order. */
  async build(recipes: readonly Recipe[], indices = recipes.map((_, i) => i), runId = RUN_ID): Promise<Mesh[]> {
    this.askToBuild(recipes, indices, runId)
    const meshes = new Map<number, Mesh>()
    while (meshes.size < indices.length) {
      const { index, positions, triangles } = await this.next('mesh')
      meshes.set(index, { positions, triangles })
    }
    return indices.map((index) => meshes.get(index) as Mesh)
  }

  askToBuild(recipes: readonly Recipe[], indices: readonly number[], runId = RUN_ID): void {
    const asked = indices.map((index) => recipes[index])
    this.send({ type: 'build_shapes', run_id: runId, count: recipes.length, indices: [...indices], recipes: asked })
  }

  /** Colors the run's shapes, or only hands the groups over; how many Blender says it colored. */
  async color(
    groups: number[],
    palette: [number, number, number][],
    { runId = RUN_ID, apply = true } = {},
  ): Promise<number> {
    this.send({ type: 'color_shapes', run_id: runId, groups, palette, apply })
    return (await this.next('colored')).count
  }

  async fetchFiles(names: SceneFile[], runId = RUN_ID): Promise<Map<SceneFile, Uint8Array>> {
    this.send({ type: 'send_files', run_id: runId, names })
    const files = new Map<SceneFile, Uint8Array>()
    for (const _ of names) {
      const { name, bytes } = await this.next('file')
      files.set(name, bytes)
    }
    return files
  }
}
