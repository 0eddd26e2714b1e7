import { TAPS } from './network/viewNetwork.js'

/** What is seen of a mesh. */
export interface Sight {
  /** See thinness. */
  readonly thinness: number
  /** (views x TAPS) what the network sees in each view. */
  readonly taps: Float32Array
}

/** One row of numbers, as threads pass it on and files keep it: the thinness, then the taps. */
export function packSight({ thinness, taps }: Sight): Float32Array {
  const packed = new Float32Array(1 + taps.length)
  packed[0] = thinness
  packed.set(taps, 1)
  return packed
}

/** What packSight packed; the taps are a view of it. */
export const unpackSight = (packed: Float32Array): Sight => ({ thinness: packed[0], taps: packed.subarray(1) })

/** Whether so many numbers can be a packed sight. */
export const isSightLength = (length: number): boolean => length > 1 && (length - 1) % TAPS === 0
