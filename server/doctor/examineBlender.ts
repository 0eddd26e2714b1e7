import { toShapekinError } from '../../shared/errors.js'
import { findEveryBlender } from '../blender/findBlender.js'
import { findForeignPython } from '../blender/findForeignPython.js'
import type { BlenderInstall } from '../blender/probeBlender.js'
import { startHeadlessBlender } from '../blender/startHeadlessBlender.js'
import type { Diagnosis } from './diagnosis.js'

/** A start from a cold disk on a busy machine. */
const ADDON_SECONDS = 120

const KIND = { program: 'program', wheel: 'Python module, no window' } as const

/** Every Blender that works, the one that is used first; and whether our add-on loads in that one. */
export async function examineBlender(): Promise<Diagnosis[]> {
  try {
    const every = await findEveryBlender()
    const findings = every.map(({ version, kind, path }, index): Diagnosis => ({
      subject: index === 0 ? 'Blender' : 'Blender, spare',
      state: 'ok',
      found: `${version} (${KIND[kind]}) at ${path}`,
    }))
    if (every.length > 0) return [...findings, ...(await examineWindow(every[0])), await examineAddon(every[0])]
    const todo = 'Run `npm run setup`, which installs one, or name yours with SHAPEKIN_BLENDER.'
    return [{ subject: 'Blender', state: 'failed', found: 'none', todo }]
  } catch (error) {
    const { message } = toShapekinError(error)
    return [{ subject: 'Blender', state: 'failed', found: message, todo: 'Correct or unset SHAPEKIN_BLENDER.' }]
  }
}

/** We give Blender its own Python; whoever starts it by hand from this terminal may give it another. */
async function examineWindow(install: BlenderInstall): Promise<Diagnosis[]> {
  const error = await findForeignPython(install)
  if (!error) return []
  return [{ subject: 'Blender by hand', state: 'warning', found: error.message }]
}

async function examineAddon(install: BlenderInstall): Promise<Diagnosis> {
  try {
    await startHeadlessBlender(install, { args: ['--help'], seconds: ADDON_SECONDS }).ended
    return { subject: 'add-on', state: 'ok', found: `loads in Blender ${install.version}` }
  } catch (error) {
    const todo = 'Name another Blender with SHAPEKIN_BLENDER, or report this.'
    return { subject: 'add-on', state: 'failed', found: toShapekinError(error).message, todo }
  }
}
