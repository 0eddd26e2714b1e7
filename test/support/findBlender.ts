import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { tryEveryBlender } from '../../server/blender/findBlender.js'
import { probeBlender } from '../../server/blender/probeBlender.js'
import { onceInRun } from './onceInRun.js'

/** As the product finds them, once in a run of the tests: each has to be started to be found, which takes a second. */

/** Every Blender that works, the one that is used first. */
export const findEveryBlender = (): Promise<BlenderInstall[]> =>
  onceInRun('every-blender.json', async () => {
    const all: BlenderInstall[] = []
    for await (const found of tryEveryBlender(process.env, probeBlender)) all.push(found)
    return all
  })

/** The Blender that is used. */
export async function findBlender(): Promise<BlenderInstall | undefined> {
  const [first] = await findEveryBlender()
  return first
}
