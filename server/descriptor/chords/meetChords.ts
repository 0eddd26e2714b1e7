import type { ChordViews } from './chordViews.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { cellOf } from './pictureCells.js'

/** Widens a triangle's picture box by more than rounding, in slopes, so that only the edge tests decide. */
const MARGIN = 1e-12

/** What the chords of a view met. */
export interface MetChords {
  readonly view: number
  /** Number of chords of the view; the arrays may be longer. */
  readonly chords: number
  /** 1 / depth of the nearest hit; 0 = the chord misses. */
  readonly nearest: Float64Array
  /** 1 / depth of the farthest hit; Infinity = the chord misses. */
  readonly farthest: Float64Array
  /** 1 = an odd number of hits. */
  readonly odd: Uint8Array
}

/**
 * Intersects every chord with every triangle, by drawing each triangle onto the lattice points it covers, view by
 * view.
 *
 * Double precision without tolerance. A triangle includes its border: a chord through an edge or a corner hits all
 * triangles there. Edge functions of neighbors differ only in sign, so no chord slips through between them. A chord in
 * a triangle's own plane does not hit it.
 *
 * @param visit called once for each view that has chords; the arrays are reused for the next view
 */
export function meetChords(mesh: NormalizedMesh, views: ChordViews, visit: (met: MetChords) => void): void {
  const { vertices, triangles } = mesh
  const { cells } = views
  const vertexCount = vertices.length / 3
  const [u, v, w, x, y] = Array.from({ length: 5 }, () => new Float64Array(vertexCount))
  const nearest = new Float64Array(views.count)
  const farthest = new Float64Array(views.count)
  const odd = new Uint8Array(views.count)

  const project = (view: number): void => {
    const [ux, uy, uz, vx, vy, vz, wx, wy, wz] = views.frames.subarray(9 * view, 9 * view + 9)
    for (let i = 0; i < vertexCount; i++) {
      const [px, py, pz] = [vertices[3 * i], vertices[3 * i + 1], vertices[3 * i + 2]]
      u[i] = ux * px + uy * py + uz * pz
      v[i] = vx * px + vy * py + vz * pz
      w[i] = 1 + (wx * px + wy * py + wz * pz) // At least 0.047: the mesh keeps its distance from the outer sphere.
      x[i] = u[i] / w[i]
      y[i] = v[i] / w[i]
    }
  }

  const draw = (a: number, b: number, c: number, starts: Uint16Array, base: number): void => {
    const firstColumn = cellOf(Math.min(x[a], x[b], x[c]) - MARGIN, 1, cells)
    const endColumn = cellOf(Math.max(x[a], x[b], x[c]) + MARGIN, 1, cells) + 1
    const lastRow = cellOf(Math.max(y[a], y[b], y[c]) + MARGIN, 1, cells)
    // Edge function of a -> b at picture point (x, y): (x, y, 1) . (a x b); zero where the chord meets the edge.
    const abX = v[a] * w[b] - w[a] * v[b]
    const abY = w[a] * u[b] - u[a] * w[b]
    const abW = u[a] * v[b] - v[a] * u[b]
    const bcX = v[b] * w[c] - w[b] * v[c]
    const bcY = w[b] * u[c] - u[b] * w[c]
    const bcW = u[b] * v[c] - v[b] * u[c]
    const caX = v[c] * w[a] - w[c] * v[a]
    const caY = w[c] * u[a] - u[c] * w[a]
    const caW = u[c] * v[a] - v[c] * u[a]
    // The three edge functions add up to (x, y, 1) . normal, and the plane lies at depth volume / that sum.
    const perVolume = 1 / (u[a] * bcX + v[a] * bcY + w[a] * bcW)
    for (let row = cellOf(Math.min(y[a], y[b], y[c]) - MARGIN, 1, cells); row <= lastRow; row++) {
      const end = starts[row * cells + endColumn]
      for (let point = starts[row * cells + firstColumn]; point < end; point++) {
        const px = views.x[base + point]
        const py = views.y[base + point]
        const ab = px * abX + py * abY + abW
        const bc = px * bcX + py * bcY + bcW
        const ca = px * caX + py * caY + caW
        if ((ab < 0 || bc < 0 || ca < 0) && (ab > 0 || bc > 0 || ca > 0)) continue
        const inverse = (ab + bc + ca) * perVolume
        if (!(inverse > 0 && inverse < Infinity)) continue
        nearest[point] = Math.max(nearest[point], inverse)
        farthest[point] = Math.min(farthest[point], inverse)
        odd[point] ^= 1
      }
    }
  }

  for (let view = 0; view < views.count; view++) {
    const start = views.viewStarts[view]
    const chords = views.viewStarts[view + 1] - start
    if (chords === 0) continue
    nearest.fill(0, 0, chords)
    farthest.fill(Infinity, 0, chords)
    odd.fill(0, 0, chords)
    const starts = views.cellStarts.subarray(view * (cells * cells + 1), (view + 1) * (cells * cells + 1))
    project(view)
    for (let t = 0; t < triangles.length; t += 3) draw(triangles[t], triangles[t + 1], triangles[t + 2], starts, start)
    visit({ view, chords, nearest, farthest, odd })
  }
}
