import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import * as product from '../../server/blender/findBlender.js'
import { onceInRun } from './onceInRun.js'

/** As the product finds them, once in a run of the tests: each has to be started to be found, which takes a second. */

/** Every Blender that works, the one that is used first. */
export const findEveryBlender = (): Promise<BlenderInstall[]> =>
  onceInRun('every-blender.json', () => product.findEveryBlender())

/** The Blender that is used. */
export async function findBlender(): Promise<BlenderInstall | undefined> {
  const [first] = await findEveryBlender()
  return first
}
