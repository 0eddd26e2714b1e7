import { createServer, type RequestListener, type Server } from 'node:http'
import { ShapekinError } from '../../shared/errors.js'
import { refuseSocket } from './refuseSocket.js'

/**
 * Milliseconds that an idle connection is kept. That is longer than clients keep one (mostly a minute), so that
 * clients close it. With Node's own 5 s, a client on a busy machine may send a request on a connection that is being
 * closed, and gets an error.
 */
const KEEP_ALIVE_MS = 65_000

/**
 * Bytes. The path of a folder may have 4,096 characters, which is 49 kB in an address when each takes four bytes;
 * other headers come on top.
 */
const MAX_HEADER_BYTES = 64 * 1024

/** The HTTP server. It answers here what Node can not parse, because that reaches no route. */
export function openHttpServer(app: RequestListener): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEADER_BYTES }, app)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else refuseSocket(socket, refusalOf(error))
  })
  return server
}

const refusalOf = ({ code, message }: NodeJS.ErrnoException): ShapekinError =>
  code === 'HPE_HEADER_OVERFLOW'
    ? new ShapekinError('http.headersTooLong', { limit: MAX_HEADER_BYTES })
    : new ShapekinError('http.badRequest', { problem: message })
