import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RecordedError } from '../../shared/errors.js'
import { toMesh } from '../mesh/toMesh.js'
import { Drawing } from '../recipe/drawing.js'

/** Milliseconds. A Blender from a cold disk on a busy machine takes 20 s to start. */
const SHAPE_MS = 120_000

/**
 * Starts a server in a folder of its own, and has a Blender send it a shape.
 * @returns its triangles
 */
export async function sendShape(): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'shapekin-doctor-'))
  try {
    const { startShapekin } = await import('../main.js') // heavy, and fails where a package is missing
    const config = { home, host: '127.0.0.1', port: 0, allowedHosts: [], logLevel: 'silent' }
    const shapekin = await startShapekin(config, 'guest')
    try {
      const drawing = Drawing.ofSeed('modifiers', 1, 0)
      return await shapekin.withShapes(drawing, AbortSignal.timeout(SHAPE_MS), async (shapes) => {
        for await (const { shape } of shapes) {
          if ('refused' in shape) throw new RecordedError(shape.refused)
          return (await toMesh(shape)).triangles.length / 3
        }
        throw new Error('no shape came')
      })
    } finally {
      await shapekin.close()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
