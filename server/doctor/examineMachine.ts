import { mkdir, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { toShapekinError } from '../../shared/errors.js'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'
import { hasLockedPackages } from '#scripts/lib/lockedPackages.js'
import { BLENDER_WHEELS } from '../blender/blenderWheels.js'
import { findPython } from '../blender/findPython.js'
import { whyNotWritable } from '../system/whyNotWritable.js'
import { writeWhole } from '../system/writeWhole.js'
import type { Diagnosis } from './diagnosis.js'

/** Bytes for packages, TensorFlow, a bpy wheel and some experiments. */
const ROOM_BYTES = 3e9

export function examineNode(): Diagnosis {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const isRecent = major > 20 || (major === 20 && minor >= 19)
  return {
    subject: 'Node',
    state: isRecent ? 'ok' : 'failed',
    found: process.versions.node,
    ...(isRecent ? {} : { todo: 'Install Node 20.19 or later.' }),
  }
}

export const examinePackages = (): Diagnosis =>
  hasLockedPackages()
    ? { subject: 'packages', state: 'ok', found: 'as package-lock.json says' }
    : {
        subject: 'packages',
        state: 'failed',
        found: 'they differ from package-lock.json',
        todo: 'Run `npm run setup`.',
      }

/** Examines Python, which only the bpy wheels need: Blender brings its own. */
export async function examinePython(): Promise<Diagnosis> {
  const wanted = [...new Set(BLENDER_WHEELS.map(({ python }) => python))]
  const found: string[] = []
  for (const version of wanted) if (await findPython(version)) found.push(version)
  return found.length > 0
    ? { subject: 'Python', state: 'ok', found: `${found.join(', ')} (only for Blender as a Python module)` }
    : {
        subject: 'Python',
        state: 'ok',
        found: `neither ${wanted.join(' nor ')}; only Blender as a Python module would need one`,
      }
}

/** Writes a file into `home` and into the folder of downloads, reads it back, and tells how much space is free. */
export async function examineDisk(home: string): Promise<Diagnosis[]> {
  return Promise.all(
    [
      { subject: 'disk of SHAPEKIN_HOME', folder: home, variable: 'SHAPEKIN_HOME' },
      { subject: 'disk of the cache', folder: cacheFolder(), variable: 'SHAPEKIN_CACHE' },
    ].map(async ({ subject, folder, variable }): Promise<Diagnosis> => {
      const reason = whyNotWritable(folder) ?? (await tryWriting(folder))
      if (reason !== undefined) {
        const found = `${folder} can not be written: ${reason}`
        return { subject, state: 'failed', found, todo: `Set ${variable} to a folder of yours.` }
      }
      const { bavail, bsize } = await statfs(folder)
      const found = `${(Number(bavail) * bsize * 1e-9).toFixed(1)} GB free at ${folder}, written and read back`
      if (bavail * bsize >= ROOM_BYTES) return { subject, state: 'ok', found }
      return { subject, state: 'warning', found, todo: `Free some room: ${ROOM_BYTES / 1e9} GB are comfortable.` }
    }),
  )
}

/** Bytes of the trial file: as large as the first file that would fail on a nearly full disk. */
const TRIAL_BYTES = 2 ** 20

/** Writes in the way of all files of Shapekin. @returns why it can not be done */
async function tryWriting(folder: string): Promise<string | undefined> {
  const path = join(folder, `.doctor-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const bytes = Buffer.alloc(TRIAL_BYTES, 'Shapekin')
    await writeWhole(path, bytes)
    return (await readFile(path)).equals(bytes) ? undefined : 'what was read back differs from what was written'
  } catch (cause) {
    return toShapekinError(cause).message
  } finally {
    await rm(path, { force: true }).catch(() => undefined)
  }
}
