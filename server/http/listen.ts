import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ShapekinError } from '../../shared/errors.js'
import { namesOf } from './namesOf.js'

/**
 * @param port  0 = one that is free
 * @returns     its address on this computer: `http://127.0.0.1:8642`
 * @throws ShapekinError `server.portTaken`
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw code === 'EADDRINUSE' ? new ShapekinError('server.portTaken', { port }, { cause }) : cause
  }
  const [name = '127.0.0.1'] = namesOf(host)
  return `http://${name}:${(server.address() as AddressInfo).port}`
}
