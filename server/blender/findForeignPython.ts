import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import { runProgram } from '#scripts/lib/runProgram.js'
import type { BlenderInstall } from './blenderInstall.js'
import { BACKGROUND, startTrial } from './probeBlender.js'

const PRINT_PREFIX = 'import os, sys; os.write(1, f"\\nprefix {sys.prefix}\\n".encode()); os._exit(0)'

/**
 * Whether this Blender, when a person starts it from this environment, takes the library of another Python and then
 * can not load the add-on. Takes about 1 s.
 *
 * @returns `blender.foreignPython`, undefined when all is well
 */
export async function findForeignPython({ kind, path }: BlenderInstall): Promise<ShapekinError | undefined> {
  if (kind === 'wheel') return undefined // a wheel runs inside its own Python
  try {
    await startTrial(kind, path, {})
    return undefined
  } catch (error) {
    const output = await runProgram(path, [...BACKGROUND, '--python-expr', PRINT_PREFIX], { seconds: 60 })
    const prefix = /^prefix (.*)$/m.exec(output)?.[1] ?? '?'
    const { code, values, message } = toShapekinError(error)
    const reason = code === 'blender.missingModule' ? `\`${values['module']}\` can not be loaded` : message
    return new ShapekinError('blender.foreignPython', { prefix, reason }, { cause: error })
  }
}
