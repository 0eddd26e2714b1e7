import { TAPS } from './network/viewNetwork.js'

/** What the views of a mesh show. */
export interface Sight {
  /** See thinness. */
  readonly thinness: number
  /** (views x TAPS) output of the network for each view. */
  readonly taps: Float32Array
}

/** Packs a sight into one row of numbers, for threads and files: the thinness, then the taps. */
export function packSight({ thinness, taps }: Sight): Float32Array {
  const packed = new Float32Array(1 + taps.length)
  packed[0] = thinness
  packed.set(taps, 1)
  return packed
}

/** Unpacks what packSight packed; the taps share its memory. */
export const unpackSight = (packed: Float32Array): Sight => ({ thinness: packed[0], taps: packed.subarray(1) })

/** Whether a packed sight can have this length. */
export const isSightLength = (length: number): boolean => length > 1 && (length - 1) % TAPS === 0
