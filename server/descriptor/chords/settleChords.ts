import type { EndCounts } from './endCounts.js'
import { HIGHER_END, LOWER_END, type DoubtfulChords } from './doubtfulChords.js'
import { writeViewFrame } from './viewFrame.js'
import type { ViewLayout } from './viewLayout.js'

/** Intersects chords of one view, given by picture coordinates, with all triangles. */
export type MeetChords = (view: number, x: Float64Array, y: Float64Array, visit: VisitChord) => void
export type VisitChord = (k: number, nearest: number, farthest: number, isOdd: boolean) => void

/**
 * Intersects chords that are in doubt with all triangles, and counts those of their ends that are in doubt.
 *
 * @returns how many of the chords cross the surface an odd number of times
 */
export function settleChords(chords: DoubtfulChords, layout: ViewLayout, meet: MeetChords, counts: EndCounts): number {
  const frame = new Float64Array(9)
  let oddParity = 0
  for (const [view, partners] of chords) {
    writeViewFrame(layout.points, view, frame)
    const ends = [...partners.values()]
    const points = [...partners.keys()]
    for (const point of points) layout.locate(view, point, frame)
    const [x, y] = [layout.x, layout.y].map((all) => Float64Array.from(points, (point) => all[point]))
    meet(view, x, y, (k, nearest, farthest, isOdd) => {
      const stretch = Math.sqrt(1 + x[k] ** 2 + y[k] ** 2) / 2
      const half = 1 / (2 * stretch)
      if (isOdd) oddParity++
      if (ends[k] & LOWER_END) counts.add(nearest > 0 ? stretch / nearest : undefined, half)
      if (ends[k] & HIGHER_END) counts.add(nearest > 0 ? half - stretch / farthest : undefined, half)
    })
  }
  return oddParity
}
