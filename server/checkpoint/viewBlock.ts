import { normalizeRows } from '../table/normalizeRows.js'
import { BLOCK_TAP, EARLY_TAP, HEAD_TAP } from '../views/network/layers.js'
import { TAPS } from '../views/network/viewNetwork.js'
import { unpackSight } from '../views/sight.js'
import { runNetwork, type DenseLayer } from './network.js'
import { sayOfLook } from './sayOfLook.js'

/**
 * The network's taps (layers whose outputs are used), in order: where each begins in a view, how many numbers it has,
 * and the length it is scaled to, which decides how much it counts (docs/learning.md has the figures of other
 * lengths).
 */
export const VIEW_TAPS = [
  { name: 'early', start: 0, width: EARLY_TAP, length: 0.5 },
  { name: 'block', start: EARLY_TAP, width: BLOCK_TAP, length: 1 },
  { name: 'head', start: EARLY_TAP + BLOCK_TAP, width: HEAD_TAP, length: 1 },
  { name: 'earlyDeviation', start: EARLY_TAP + BLOCK_TAP + HEAD_TAP, width: EARLY_TAP, length: 0.5 },
  { name: 'blockDeviation', start: 2 * EARLY_TAP + BLOCK_TAP + HEAD_TAP, width: BLOCK_TAP, length: 0.5 },
] as const

export type TapName = (typeof VIEW_TAPS)[number]['name']

/** One dense layer, with `width` inputs, for each tap that a view block uses. */
export type TapLayers = Readonly<Partial<Record<TapName, DenseLayer>>>

/** Layers that turn the taps of a shape's views into numbers that are compared by cosine. */
export interface ViewBlock {
  readonly taps: TapLayers
  /**
   * Applied to the outputs of all taps side by side, averaged over the views: it tones down differences between looks
   * that do not matter.
   */
  readonly whole: DenseLayer
}

/** The taps that have a layer, in order, each with its layer. */
export const tapsWithLayers = (layers: TapLayers) =>
  VIEW_TAPS.flatMap((tap) => {
    const layer = layers[tap.name]
    return layer ? [{ ...tap, layer }] : []
  })

/** All layers of a view block. */
export const viewLayers = ({ taps, whole }: ViewBlock): DenseLayer[] => [
  ...tapsWithLayers(taps).map(({ layer }) => layer),
  whole,
]

/**
 * What a shape looks like, as one row.
 *
 * @param sight packed, as lookAtMesh gives it
 * @returns (outputs of `whole`); its length says how much it counts beside a description of length 1, see sayOfLook
 */
export function placeViews(views: ViewBlock, sight: Float32Array): Float32Array {
  const { thinness, taps } = unpackSight(sight)
  const length = Math.sqrt(sayOfLook(thinness))
  return runNetwork([views.whole], averageTaps(views.taps, taps)).map((value) => value * length)
}

/**
 * Each tap of each view is brought to length 1, whitened, and brought to its length; the taps stand side by side, and
 * the views are averaged, so that their order does not matter.
 *
 * @returns (outputs of all layers) of length 1
 */
export function averageTaps(layers: TapLayers, taps: Float32Array): Float32Array {
  const parts = tapsWithLayers(layers).map(({ layer, start, width, length }) =>
    averageViews(layer, cutTap(taps, start, width)).map((value) => value * length),
  )
  const placed = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    placed.set(part, at)
    at += part.length
  }
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
