import type { Duplex } from 'node:stream'
import { problemOf } from './problem.js'

/** Answers a request that reaches no route in the form of every failure, and closes the socket. */
export function refuseSocket(socket: Duplex, cause: unknown): void {
  const problem = problemOf(cause)
  const body = JSON.stringify(problem)
  const head = `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: application/problem+json\r\n`
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}
