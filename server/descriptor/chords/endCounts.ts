import { FINEST_INTERVALS, type ChordCounts } from './chordCounts.js'
import { distanceFromCenter, interval } from './countChords.js'

/** Histograms over the ends of chords, two for each chord. */
export class EndCounts {
  private readonly outer = new Uint32Array(FINEST_INTERVALS)
  private readonly concentric = new Uint32Array(FINEST_INTERVALS)
  private readonly missed = new Uint32Array(FINEST_INTERVALS)

  /**
   * @param counted as assembly/hitCells.ts: (concentric, outer), then (missed) for each lane of the kernel, then a
   *   number without meaning
   */
  constructor(counted: Uint32Array) {
    const hits = FINEST_INTERVALS * FINEST_INTERVALS
    for (let row = 0; row < hits; row += FINEST_INTERVALS) {
      let ends = 0
      for (let k = 0; k < FINEST_INTERVALS; k++) {
        this.outer[k] += counted[row + k]
        ends += counted[row + k]
      }
      this.concentric[row / FINEST_INTERVALS] += ends
    }
    for (let k = hits; k < counted.length - 1; k++) this.missed[k % FINEST_INTERVALS] += counted[k]
  }

  /** @param way from the end to the surface, undefined for a chord that misses; `half` its length, both in diameters */
  add(way: number | undefined, half: number): void {
    if (way === undefined) this.missed[interval(half)]++
    else {
      this.outer[interval(way)]++
      this.concentric[interval(distanceFromCenter(way, half))]++
    }
  }

  counts(chords: number, oddParity: number): ChordCounts {
    const { outer, concentric } = this
    const hits = outer.reduce((sum, ends) => sum + ends, 0) / 2
    return { chords, hits, oddParity, outer, missed: this.missed.map((ends) => ends / 2), concentric }
  }
}
