import type { LatticePictures } from './latticePictures.js'

/** Bits for the ends of a chord: the end at its lower lattice point, which others count from, and the other end. */
export const LOWER_END = 1
export const HIGHER_END = 2

/** Which ends are in doubt, by the lower and then by the higher lattice point of the chord. */
export type DoubtfulChords = ReadonlyMap<number, ReadonlyMap<number, number>>

/** What is needed to find a chord from a view and a place in its picture. */
type Places = Pick<LatticePictures, 'count' | 'starts' | 'partners'>

/**
 * Sorts ends of chords that are in doubt by chord.
 *
 * @param doubts (view << 16 | place of its picture), as the kernel's collectFacing
 * @param places of mirroredViews
 */
export function doubtfulEnds(doubts: Uint32Array, { count, partners, starts }: Places): DoubtfulChords {
  const chords = new Map<number, Map<number, number>>()
  for (const doubt of doubts) {
    const view = doubt >>> 16
    const mirrored = count - 1 - view
    const partner = partners[starts[Math.min(view, mirrored)] + (doubt & 0xffff)]
    const point = view > mirrored ? count - 1 - partner : partner
    if (view < point) addEnds(chords, view, point, LOWER_END)
    else addEnds(chords, point, view, HIGHER_END)
  }
  return chords
}

/**
 * Sorts chords that are in doubt, each with both ends.
 *
 * @param doubts (view << 16 | place of its picture), as the kernel's collectBothSides
 * @param places of laterViews
 */
export function doubtfulChords(doubts: Uint32Array, { partners, starts }: Places): DoubtfulChords {
  const chords = new Map<number, Map<number, number>>()
  for (const doubt of doubts) {
    const view = doubt >>> 16
    addEnds(chords, view, partners[starts[view] + (doubt & 0xffff)], LOWER_END | HIGHER_END)
  }
  return chords
}

function addEnds(chords: Map<number, Map<number, number>>, lower: number, higher: number, ends: number): void {
  const partners = chords.get(lower) ?? new Map<number, number>()
  chords.set(lower, partners.set(higher, (partners.get(higher) ?? 0) | ends))
}
