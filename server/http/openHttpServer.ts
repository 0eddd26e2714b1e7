import { createServer, type RequestListener, type Server } from 'node:http'
import { ShapekinError } from '../../shared/errors.js'
import { refuseSocket } from './refuseSocket.js'

/**
 * How long a connection is kept that nothing is asked on: longer than clients keep one (mostly a minute), so that it is they who
 * close it. With Node's own 5 s a client on a busy machine asks on a connection that is being closed, and sees an error. Milliseconds.
 */
const KEEP_ALIVE_MS = 65_000

/** The path of a folder may have 4,096 characters: 49 kB in an address, where each is one of four bytes, and headers beside it. */
const MAX_HEADER_BYTES = 64 * 1024

/** The HTTP server. What Node can not read comes to no route, and is answered here. */
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
