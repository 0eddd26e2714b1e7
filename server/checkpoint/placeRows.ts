import { scaledDimension, scaleInputs } from './inputScaling.js'
import type { Checkpoint } from './checkpoint.js'
import { joinLooks } from './joinLooks.js'
import { runNetwork } from './network.js'

/** Rows between two reports of progress; with the shipped networks they take 0.2 s. */
const ROWS_AT_ONCE = 64

/**
 * Where a checkpoint places descriptions. The caller must know that they are of the checkpoint's descriptor;
 * embedTable checks it.
 *
 * @param values (rows * scaledDimension) descriptions, row-major
 * @param looks  (rows) how each shape looks, as placeViews gives it; default: descriptions alone
 * @param onProgress called with the number of rows that are placed
 * @returns rows of length 1, `dimension` numbers each
 */
export function placeRows(
  { network, scaling }: Pick<Checkpoint, 'network' | 'scaling'>,
  values: Float32Array,
  looks: readonly Float32Array[] = [],
  onProgress?: (done: number) => void,
): { readonly dimension: number; readonly values: Float32Array } {
  const dimension = network[network.length - 1].outputs
  const width = scaledDimension(scaling)
  const count = values.length / width
  const places = new Float32Array(count * dimension)
  for (let row = 0; row < count; row += ROWS_AT_ONCE) {
    const end = Math.min(count, row + ROWS_AT_ONCE)
    places.set(runNetwork(network, scaleInputs(values.subarray(row * width, end * width), scaling)), row * dimension)
    onProgress?.(end)
  }
  return looks.length === 0 ? { dimension, values: places } : joinLooks(places, dimension, looks)
}
