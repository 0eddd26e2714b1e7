import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toShapekinError } from '../../shared/errors.js'
import { Drawing } from '../recipe/drawing.js'
import type { Diagnosis } from './diagnosis.js'

const SERVER_ANSWERS_MS = 2000

/** A Blender from a cold disk on a busy machine takes 20 s. */
const SHAPE_MS = 120_000

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
 * Starts a server in a folder of its own, and has a Blender connect to it and send a shape: add-on, token, socket, frames and
 * the check of a mesh, as in a run.
 */
export async function examineSocket(): Promise<Diagnosis> {
  const subject = 'socket'
  const home = await mkdtemp(join(tmpdir(), 'shapekin-doctor-'))
  try {
    const { startShapekin } = await import('../main.js') // heavy, and no use where a package is missing
    const config = { home, host: '127.0.0.1', port: 0, allowedHosts: [], logLevel: 'silent' }
    const shapekin = await startShapekin(config, 'guest')
    try {
      const signal = AbortSignal.timeout(SHAPE_MS)
      const found = await shapekin.withShapes(Drawing.ofSeed('modifiers', 1, 0), signal, async (shapes) => {
        for await (const { shape } of shapes)
          return 'refused' in shape ? shape.refused.message : `a Blender sent a shape of ${sizeOf(shape)} over it`
        return 'nothing came'
      })
      return found.startsWith('a Blender') ? { subject, state: 'ok', found } : { subject, state: 'failed', found }
    } finally {
      await shapekin.close()
    }
  } catch (error) {
    const todo = 'Look whether a firewall keeps programs of this computer from 127.0.0.1; else report this.'
    return { subject, state: 'failed', found: toShapekinError(error).message, todo }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

const sizeOf = (mesh: object): string =>
  'triangles' in mesh && mesh.triangles instanceof Uint32Array ? `${mesh.triangles.length / 3} triangles` : 'a file'

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
