import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import { ShapekinError } from '../../shared/errors.js'
import { BLENDER_PATH, HELLO_MS, MAX_FRAME_BYTES, MAX_TEXT_BYTES, SILENCE_MS } from '../../shared/protocol.js'
import { FRAME_HEADER_BYTES } from '../../shared/wire/frameLayout.js'
import type { Access } from './access.js'
import { refuseSocket } from './refuseSocket.js'
import { watchTexts } from './watchTexts.js'
import { Session, type Links } from '../session/session.js'

/** Milliseconds for our last message to arrive before the socket is cut off. */
const CLOSE_GRACE_MS = 1000

/** Opens `/blender` on the HTTP server. Every socket becomes a Session; silent sockets are dropped. */
export function openWebSockets(
  server: Server,
  access: Access,
  links: Links & { sweep(): void },
  version: string,
  log: Logger,
): { close(): void } {
  // Compression is off, as ws has it by default: it takes 13 to 28 times as long for meshes.
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES + FRAME_HEADER_BYTES,
    perMessageDeflate: false,
  })
  const sessions = new Map<WebSocket, Session>()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => log.debug({ error: error.message }, 'upgrade socket failed'))
    try {
      access.checkOrigin(request)
      access.checkToken(request)
      const [path] = (request.url ?? '').split('?')
      if (path !== BLENDER_PATH) throw new ShapekinError('http.noRoute', { method: 'WebSocket', path })
    } catch (cause) {
      return refuseSocket(socket, cause)
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new Session(webSocket, links, version, performance.now())
      sessions.set(webSocket, session)
      const hello = setTimeout(() => session.expectHello(), HELLO_MS)
      watchTexts(socket, MAX_TEXT_BYTES, (bytes) => {
        session.refuse(new ShapekinError('wire.textTooLong', { bytes, limit: MAX_TEXT_BYTES }))
        setTimeout(() => webSocket.terminate(), CLOSE_GRACE_MS)
      })
      webSocket.on('message', (data: Buffer, isBinary) => session.receive(data, isBinary, performance.now()))
      webSocket.on('pong', () => session.hear(performance.now()))
      webSocket.on('error', (error) => log.warn({ error: error.message }, 'socket failed'))
      webSocket.on('close', () => {
        clearTimeout(hello)
        sessions.delete(webSocket)
        session.socketClosed()
      })
    })
  })

  const heartbeat = setInterval(() => {
    for (const [webSocket, session] of sessions) {
      if (session.isSilent(performance.now())) webSocket.terminate()
      else webSocket.ping()
    }
    links.sweep()
  }, SILENCE_MS / 4)

  return {
    close() {
      clearInterval(heartbeat)
      for (const webSocket of sessions.keys()) webSocket.terminate()
      sockets.close()
    },
  }
}
