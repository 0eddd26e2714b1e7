import type { Mesh } from '../mesh/mesh.js'
import { drawnSurface } from './drawnSurface.js'
import { TAPS, type ViewNetwork } from './network/viewNetwork.js'
import { renderSurface, type ViewOptions } from './renderViews.js'
import { packSight } from './sight.js'
import { thinness } from './thinness.js'

/** Pictures that the network sees at once: 4 take 229 MB in WebAssembly, 12 take 358 MB and no less time each. */
const BATCH = 4

/**
 * Draws a mesh and says what the network sees.
 *
 * @returns a packed Sight, its views in the order of renderViews
 */
export async function lookAtMesh(mesh: Mesh, options: ViewOptions, network: ViewNetwork): Promise<Float32Array> {
  const surface = drawnSurface(mesh)
  const pictures = renderSurface(surface, options)
  const taps = new Float32Array(pictures.length * TAPS)
  for (let start = 0; start < pictures.length; start += BATCH)
    taps.set(await network.look(pictures.slice(start, start + BATCH)), start * TAPS)
  return packSight({ thinness: thinness(surface), taps })
}
