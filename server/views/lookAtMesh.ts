import type { Mesh } from '../mesh/mesh.js'
import { drawnSurface } from './drawnSurface.js'
import { TAPS, type ViewNetwork } from './network/viewNetwork.js'
import { renderSurface, type ViewOptions } from './renderViews.js'
import { packSight } from './sight.js'
import { thinness } from './thinness.js'

/**
 * Pictures that the network takes at once. Fewer take more time each (a batch of 1: a third more); more take more
 * memory and no less time.
 */
const BATCH = 4

/**
 * Draws a mesh and runs the network on the pictures. Pictures that are the same to the pixel, such as those of a
 * barrel from four sides, are run once.
 *
 * @returns a packed Sight, its views in the order of renderViews
 */
export async function lookAtMesh(
  mesh: Mesh,
  options: ViewOptions,
  network: Pick<ViewNetwork, 'look'>,
): Promise<Float32Array> {
  const surface = drawnSurface(mesh)
  const pictures = renderSurface(surface, options)
  // For each picture, the first one with the same pixels.
  const firsts = pictures.map((picture) => pictures.findIndex((other) => Buffer.compare(other, picture) === 0))
  const distinct = [...new Set(firsts)]
  const seen = new Float32Array(distinct.length * TAPS)
  for (let start = 0; start < distinct.length; start += BATCH) {
    const batch = distinct.slice(start, start + BATCH)
    seen.set(await network.look(batch.map((view) => pictures[view])), start * TAPS)
  }
  const taps = new Float32Array(pictures.length * TAPS)
  firsts.forEach((first, view) => {
    const at = distinct.indexOf(first) * TAPS
    taps.set(seen.subarray(at, at + TAPS), view * TAPS)
  })
  return packSight({ thinness: thinness(surface), taps })
}
