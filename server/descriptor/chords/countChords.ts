import { FINEST_INTERVALS, type ChordCounts } from './chordCounts.js'
import type { ChordViews } from './chordViews.js'
import { meetChords } from './meetChords.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { OUTER_RADIUS } from './sphereLattice.js'

/** Counts all chords by where they first and last meet the mesh: in TypeScript what the WebAssembly kernel does. */
export function countChords(mesh: NormalizedMesh, views: ChordViews): ChordCounts {
  const outer = new Uint32Array(FINEST_INTERVALS)
  const missed = new Uint32Array(FINEST_INTERVALS)
  const concentric = new Uint32Array(FINEST_INTERVALS)
  let hits = 0
  let oddParity = 0
  meetChords(mesh, views, ({ view, chords, nearest, farthest, odd }) => {
    const start = views.viewStarts[view]
    for (let k = 0; k < chords; k++) {
      // A chord at slope s has length 2 / sqrt(1 + s^2); a hit at depth w is w * sqrt(1 + s^2) away from its first point.
      const stretch = Math.sqrt(1 + views.x[start + k] ** 2 + views.y[start + k] ** 2) / 2
      const half = 1 / (2 * stretch)
      if (nearest[k] === 0) {
        missed[interval(half)]++
        continue
      }
      hits++
      oddParity += odd[k]
      const first = stretch / nearest[k]
      const last = half - stretch / farthest[k]
      outer[interval(first)]++
      outer[interval(last)]++
      concentric[interval(distanceFromCenter(first, half))]++
      concentric[interval(distanceFromCenter(last, half))]++
    }
  })
  return { chords: views.chords, hits, oddParity, outer, missed, concentric }
}

/** The interval that a share of a diameter or radius falls into. */
export const interval = (value: number): number =>
  Math.max(0, Math.min(FINEST_INTERVALS - 1, Math.floor(value * FINEST_INTERVALS)))

/**
 * Distance from the center, in bounding radii, of a point at `way` along a chord of half length `half`, both in
 * diameters. It follows from the power of a point.
 */
export const distanceFromCenter = (way: number, half: number): number =>
  OUTER_RADIUS * Math.sqrt(Math.max(0, 1 - 4 * way * (half - way)))
