import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { toShapekinError } from '../../shared/errors.js'
import type { Diagnosis } from './diagnosis.js'

const SERVER_ANSWERS_MS = 2000

/** Whether the server's usual port is free, held by a Shapekin, or by something else. */
export async function examinePort(host: string, port: number): Promise<Diagnosis> {
  const subject = `port ${port}`
  if (await isFree(host, port)) return { subject, state: 'ok', found: 'free' }
  const version = await shapekinAt(port)
  if (version !== undefined) return { subject, state: 'ok', found: `Shapekin ${version} serves here` }
  const todo = 'Stop that program, or choose another port with `shapekin serve --port`.'
  return { subject, state: 'warning', found: 'taken by another program', todo }
}

/**
 * Has a Blender connect to a server and send a shape: this tests the add-on, token, socket, frames and the check of a
 * mesh as in an experiment.
 *
 * @param sendShape starts both and sends the shape; returns its number of triangles
 */
export async function examineSocket(sendShape: () => Promise<number>): Promise<Diagnosis> {
  const subject = 'socket'
  try {
    return { subject, state: 'ok', found: `a Blender sent a shape of ${await sendShape()} triangles over it` }
  } catch (error) {
    const todo = 'Look whether a firewall keeps programs of this computer from 127.0.0.1; else report this.'
    return { subject, state: 'failed', found: toShapekinError(error).message, todo }
  }
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })

async function shapekinAt(port: number): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(SERVER_ANSWERS_MS)
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal })
    const { status, version } = (await answer.json()) as { status?: string; version?: string }
    return status === 'ok' ? version : undefined
  } catch {
    return undefined
  }
}

/** Whether the token is for the user's eyes only. The server makes it at its first start. */
export function examineToken(home: string): Diagnosis {
  const subject = 'token'
  const path = join(home, 'token')
  if (!existsSync(path)) return { subject, state: 'ok', found: `not made yet; the first start writes ${path}` }
  const { mode } = statSync(path)
  const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0
  if (isPrivate) return { subject, state: 'ok', found: `${path}, readable by you only` }
  const rights = (mode & 0o777).toString(8)
  return {
    subject,
    state: 'warning',
    found: `${path} can be read by others (mode ${rights})`,
    todo: `chmod 600 ${path}`,
  }
}
