import { normalizeRows } from '../table/normalizeRows.js'
import { BLOCK_TAP, HEAD_TAP } from '../views/network/layers.js'
import { TAPS } from '../views/network/viewNetwork.js'
import { runNetwork, type DenseLayer } from './network.js'

/** How what the network sees in views becomes numbers that are compared by their angle. */
export interface ViewBlock {
  /** BLOCK_TAP inputs. */
  readonly block: DenseLayer
  /** HEAD_TAP inputs. */
  readonly head: DenseLayer
  /** Of both side by side, averaged over the views: which differences between looks do not matter. */
  readonly whole: DenseLayer
}

/** All of its layers. */
export const viewLayers = ({ block, head, whole }: ViewBlock): DenseLayer[] => [block, head, whole]

/**
 * What a shape looks like, as one row.
 *
 * @param taps (views x TAPS) as ViewNetwork gives them
 * @returns (outputs of `whole`) of length 1
 */
export const placeViews = (views: ViewBlock, taps: Float32Array): Float32Array =>
  runNetwork([views.whole], averageTaps(views, taps))

/**
 * Each tap of each view is brought to length 1, whitened, and brought to length 1 again; the two taps stand side by side,
 * and the views are averaged, so that their order does not matter.
 *
 * @returns (outputs of both layers) of length 1
 */
export function averageTaps({ block, head }: Pick<ViewBlock, 'block' | 'head'>, taps: Float32Array): Float32Array {
  const parts = [averageViews(block, cutTap(taps, 0, BLOCK_TAP)), averageViews(head, cutTap(taps, BLOCK_TAP, HEAD_TAP))]
  const placed = new Float32Array(block.outputs + head.outputs)
  placed.set(parts[0])
  placed.set(parts[1], block.outputs)
  return normalizeRows(placed, placed.length)
}

/** (views x width) rows of length 1 of one of the taps. */
export function cutTap(taps: Float32Array, start: number, width: number): Float32Array {
  const views = taps.length / TAPS
  const rows = new Float32Array(views * width)
  for (let view = 0; view < views; view++)
    rows.set(taps.subarray(view * TAPS + start, view * TAPS + start + width), view * width)
  return normalizeRows(rows, width)
}

function averageViews(layer: DenseLayer, rows: Float32Array): Float32Array {
  const placed = runNetwork([layer], rows)
  const mean = new Float32Array(layer.outputs)
  const views = rows.length / layer.inputs
  placed.forEach((value, i) => (mean[i % layer.outputs] += value / views))
  return mean
}
