import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import { aptInstall, canUseApt } from '#scripts/lib/aptInstall.js'
import { BLENDER_WHEELS } from './blenderWheels.js'
import { findBlender } from './findBlender.js'
import { installWheel } from './installWheel.js'
import type { BlenderInstall } from './blenderInstall.js'

/**
 * Finds a Blender or installs one: the system's package as root on Debian and its relatives, else the newest wheel
 * that a Python here can load, in a virtual environment of ours.
 *
 * @throws ShapekinError `blender.notInstallable`, `blender.missingLibrary`; what findBlender throws
 */
export async function installBlender(say: (text: string) => void): Promise<BlenderInstall> {
  const found = await findBlender()
  if (found) return found
  const reasons: string[] = []
  if (canUseApt()) {
    say("install the system's Blender (330 MB)")
    // Debian's Blender only recommends NumPy, which the add-on needs.
    await aptInstall(['blender', 'python3-numpy'], say).catch((error: Error) => reasons.push(error.message))
    const installed = await findBlender()
    if (installed) return installed
  }
  for (const wheel of BLENDER_WHEELS) {
    try {
      return await installWheel(wheel, say)
    } catch (error) {
      const { code, values, message } = toShapekinError(error)
      if (code === 'blender.missingLibrary') throw error // another wheel would lack it too
      reasons.push(String(values['reason'] ?? message))
    }
  }
  throw new ShapekinError('blender.notInstallable', { what: 'Blender', reason: [...new Set(reasons)].join('; ') })
}
