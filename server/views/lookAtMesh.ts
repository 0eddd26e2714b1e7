import type { Mesh } from '../mesh/mesh.js'
import { TAPS, type ViewNetwork } from './network/viewNetwork.js'
import { renderViews, type ViewOptions } from './renderViews.js'

/** Pictures that the network sees at once: 4 take 229 MB in WebAssembly, 12 take 358 MB and no less time each. */
const BATCH = 4

/**
 * Draws a mesh and says what the network sees.
 *
 * @returns (views x TAPS) the taps of each view, in the order of renderViews
 */
export async function lookAtMesh(mesh: Mesh, options: ViewOptions, network: ViewNetwork): Promise<Float32Array> {
  const pictures = renderViews(mesh, options)
  const taps = new Float32Array(pictures.length * TAPS)
  for (let start = 0; start < pictures.length; start += BATCH)
    taps.set(await network.look(pictures.slice(start, start + BATCH)), start * TAPS)
  return taps
}
