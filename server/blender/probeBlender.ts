import { basename } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { runProgram } from '#scripts/lib/runProgram.js'

/** A Blender that was started once and told its version. */
export interface BlenderInstall {
  /** `program`: Blender itself. `wheel`: a Python that has Blender as its module `bpy`; it can open no window. */
  readonly kind: 'program' | 'wheel'
  /** The executable: Blender's, or Python's. */
  readonly path: string
  /** `5.0.1` */
  readonly version: string
  /** What must be added to the environment for it to start. */
  readonly env: Readonly<Record<string, string>>
}

/** The oldest version that the add-on is tested with. */
export const OLDEST_BLENDER = '3.4'

/** A cold start from a slow disk takes some 20 s. */
const PROBE_SECONDS = 60

// Ends at once: on some versions a wheel's own way out crashes.
const PRINT_VERSION = 'import bpy, os; os.write(1, f"Blender {bpy.app.version_string}".encode()); os._exit(0)'

/**
 * Starts the Blender (or the Python with `bpy`) at `path` and asks for its version, 0.1 to 0.5 s.
 * @throws ShapekinError `blender.notWorking`, `blender.tooOld`, `blender.missingLibrary`
 */
export async function probeBlender(path: string, env: Readonly<Record<string, string>> = {}): Promise<BlenderInstall> {
  const kind = basename(path).toLowerCase().startsWith('python') ? 'wheel' : 'program'
  const args = kind === 'wheel' ? ['-c', PRINT_VERSION] : ['--version']
  const output = await runProgram(path, args, { env, seconds: PROBE_SECONDS }).catch((error: Error) => {
    const library = /(\S+\.so[.\d]*): cannot open shared object file/.exec(error.message)?.[1]
    if (library) throw new ShapekinError('blender.missingLibrary', { path, library }, { cause: error })
    throw new ShapekinError('blender.notWorking', { path, reason: error.message.split('\n').at(-1) ?? '' })
  })
  const version = parseVersion(output)
  if (!version) throw new ShapekinError('blender.notWorking', { path, reason: 'it tells no Blender version' })
  if (compareVersions(version, OLDEST_BLENDER) < 0)
    throw new ShapekinError('blender.tooOld', { path, version, oldest: OLDEST_BLENDER })
  return { kind, path, version, env }
}

/** `5.0.1` out of what `blender --version` prints. */
export const parseVersion = (output: string): string | undefined => /^Blender (\d+(?:\.\d+)+)/m.exec(output)?.[1]

/** Negative when `a` is the older one; missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
