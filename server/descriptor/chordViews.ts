import { OUTER_RADIUS, SHORTEST_HALF_CHORD, sphereLattice } from './sphereLattice.js'

/** Rows that the picture plane of a view is cut into; about 25 points each in a full view. */
export const ROWS = 48

/**
 * All chords of a lattice, sorted by their first point i: "view i" sees its partners j > i on a picture plane.
 *
 * The plane is perpendicular to P_i at distance 1, so a point of space at depth w, u and v beside the axis, appears at
 * (u / w, v / w): straight edges stay straight, and the other lattice points are where they are for every mesh.
 */
export interface ChordViews {
  readonly count: number
  /** All chords of all views. */
  readonly chords: number
  /** (9 * count) rows u, v, -P_i of view i's rotation, by view. */
  readonly frames: Float64Array
  /** (count * (ROWS + 1)) first chord of each row, and the end of the last. */
  readonly rowStarts: Uint32Array
  /** (chords) picture coordinates; by view, by row, then ascending in x. */
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Half width of the picture: the slope at which a ray just touches the mesh's bounding sphere. */
const PICTURE_EDGE = 1 / (OUTER_RADIUS * SHORTEST_HALF_CHORD)

/** Points stand closer in the middle of the picture; this stretch of the rows evens their number out. */
const STRETCH = 0.6
const stretched = (y: number): number => y / (1 + STRETCH * Math.abs(y))
const ROWS_PER_UNIT = ROWS / (2 * stretched(PICTURE_EDGE))

/** Row of a picture coordinate; anything outside falls into the first or last. */
export const rowOf = (y: number): number =>
  Math.max(0, Math.min(ROWS - 1, Math.floor(ROWS / 2 + ROWS_PER_UNIT * stretched(y))))

/** Lays out the chords between `count` lattice points: 1,813,861 for 2,000 points, in 30 MB. */
export function chordViews(count: number): ChordViews {
  const points = sphereLattice(count)
  const frames = new Float64Array(9 * count)
  const rowStarts = new Uint32Array(count * (ROWS + 1))
  const most = (count * (count - 1)) / 2
  const x = new Float64Array(most)
  const y = new Float64Array(most)
  const viewX = new Float64Array(count)
  const viewY = new Float64Array(count)
  const shortest2 = (2 * SHORTEST_HALF_CHORD) ** 2
  let chords = 0
  for (let i = 0; i < count; i++) {
    const [px, py, pz] = points.subarray(3 * i, 3 * i + 3)
    const frame = viewFrame(px, py, pz)
    frames.set(frame, 9 * i)
    const seen: number[] = []
    for (let j = i + 1; j < count; j++) {
      const [qx, qy, qz] = points.subarray(3 * j, 3 * j + 3)
      const [dx, dy, dz] = [qx - px, qy - py, qz - pz]
      if (dx * dx + dy * dy + dz * dz <= shortest2) continue
      const depth = dx * frame[6] + dy * frame[7] + dz * frame[8]
      viewX[j] = (dx * frame[0] + dy * frame[1] + dz * frame[2]) / depth
      viewY[j] = (dx * frame[3] + dy * frame[4] + dz * frame[5]) / depth
      seen.push(j)
    }
    seen.sort((a, b) => rowOf(viewY[a]) - rowOf(viewY[b]) || viewX[a] - viewX[b])
    const starts = rowStarts.subarray(i * (ROWS + 1), (i + 1) * (ROWS + 1))
    let row = 0
    for (const j of seen) {
      while (row <= rowOf(viewY[j])) starts[row++] = chords
      x[chords] = viewX[j]
      y[chords++] = viewY[j]
    }
    while (row <= ROWS) starts[row++] = chords
  }
  return { count, chords, frames, rowStarts, x: x.slice(0, chords), y: y.slice(0, chords) }
}

/** Rotation into view coordinates; its third row looks from P to the center. Duff et al., JCGT 6(1), 2017. */
function viewFrame(x: number, y: number, z: number): number[] {
  const sign = z < 0 ? -1 : 1
  const a = -1 / (sign + z)
  const b = x * y * a
  return [1 + sign * x * x * a, sign * b, -sign * x, b, sign + y * y * a, -y, -x, -y, -z]
}
