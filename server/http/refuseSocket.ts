import type { Duplex } from 'node:stream'
import { problemOf } from './problem.js'

/** Answers what comes to no route as every failure is answered, and closes. */
export function refuseSocket(socket: Duplex, cause: unknown): void {
  const problem = problemOf(cause)
  const body = JSON.stringify(problem)
  const head = `HTTP/1.1 ${problem.status} Refused\r\nContent-Type: application/problem+json\r\n`
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}
