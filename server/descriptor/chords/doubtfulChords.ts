import type { MirroredViews } from './mirroredViews.js'

/** Ends of a chord, as bits: the one of its lower lattice point, from which it is counted elsewhere, and the other. */
export const LOWER_END = 1
export const HIGHER_END = 2

/** By lower lattice point, by higher one: which ends. */
export type DoubtfulChords = ReadonlyMap<number, ReadonlyMap<number, number>>

/**
 * Sorts ends of chords that are in doubt by chord.
 *
 * @param doubts (view << 16 | place of its picture), as the kernel's collectFacing
 */
export function doubtfulChords(doubts: Uint32Array, views: MirroredViews): DoubtfulChords {
  const { count, partners, pictureStarts } = views
  const chords = new Map<number, Map<number, number>>()
  for (const doubt of doubts) {
    const view = doubt >>> 16
    const mirrored = count - 1 - view
    const partner = partners[pictureStarts[Math.min(view, mirrored)] + (doubt & 0xffff)]
    const point = view > mirrored ? count - 1 - partner : partner
    const [lower, higher, end] = view < point ? [view, point, LOWER_END] : [point, view, HIGHER_END]
    const ends = chords.get(lower) ?? new Map<number, number>()
    chords.set(lower, ends.set(higher, (ends.get(higher) ?? 0) | end))
  }
  return chords
}
