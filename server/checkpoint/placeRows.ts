import { scaleInputs } from './inputScaling.js'
import type { Checkpoint } from './checkpoint.js'
import { joinLooks } from './joinLooks.js'
import { runNetwork } from './network.js'

/**
 * Where a checkpoint places descriptions. The caller must know that they are of the checkpoint's descriptor;
 * embedTable checks it.
 *
 * @param values (rows * scaledDimension) descriptions, row-major
 * @param looks  (rows) how each shape looks, as placeViews gives it; default: descriptions alone
 * @returns rows of length 1, `dimension` numbers each
 */
export function placeRows(
  { network, scaling }: Pick<Checkpoint, 'network' | 'scaling'>,
  values: Float32Array,
  looks: readonly Float32Array[] = [],
): { readonly dimension: number; readonly values: Float32Array } {
  const dimension = network[network.length - 1].outputs
  const places = runNetwork(network, scaleInputs(values, scaling))
  return looks.length === 0 ? { dimension, values: places } : joinLooks(places, dimension, looks)
}
