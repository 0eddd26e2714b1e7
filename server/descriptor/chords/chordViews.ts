import { OUTER_RADIUS, SHORTEST_HALF_CHORD, sphereLattice } from './sphereLattice.js'

/**
 * All chords of a lattice, sorted by their first point i: "view i" sees its partners j > i on a picture plane.
 *
 * The plane is perpendicular to P_i at distance 1, so a point of space at depth w, u and v beside the axis, appears at
 * (u / w, v / w): straight edges stay straight, and the other lattice points are where they are for every mesh.
 * The plane is cut into cells * cells cells, row by row.
 */
export interface ChordViews {
  readonly count: number
  /** All chords of all views. */
  readonly chords: number
  /** Cells of a row. */
  readonly cells: number
  /** (9 * count) rows u, v, -P_i of view i's rotation, by view. */
  readonly frames: Float64Array
  /** (count + 1) first chord of each view. */
  readonly viewStarts: Uint32Array
  /** (count * (cells * cells + 1)) first chord of each cell of a view, counted from the view's first. */
  readonly cellStarts: Uint16Array
  /** (chords + 1) picture coordinates, by view, by cell; the last belongs to no chord. */
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Half width of the picture: the slope at which a ray just touches the mesh's bounding sphere. */
const PICTURE_EDGE = 1 / (OUTER_RADIUS * SHORTEST_HALF_CHORD)

/** Points stand closer in the middle of the picture; cells are stretched toward its edge to even their number out. */
export const STRETCH = 0.6

/** About one cell a point in a full view was fastest from 100 to 10,000 triangles. */
const cellsFor = (count: number): number => Math.ceil(1.07 * Math.sqrt(count))

/** Cells per unit of stretched slope. */
export const cellScale = (cells: number): number => (cells * (1 + STRETCH * PICTURE_EDGE)) / (2 * PICTURE_EDGE)

/** Column or row of the picture coordinate u / w; anything outside falls into the first or last. */
export const cellOf = (u: number, w: number, cells: number): number =>
  Math.max(0, Math.min(cells - 1, Math.floor(cells / 2 + (cellScale(cells) * u) / (w + STRETCH * Math.abs(u)))))

/** Lays out the chords between `count` lattice points: 1,813,861 for 2,000 points, in 38 MB. */
export function chordViews(count: number): ChordViews {
  const points = sphereLattice(count)
  const cells = cellsFor(count)
  const cellCount = cells * cells
  const frames = new Float64Array(9 * count)
  const viewStarts = new Uint32Array(count + 1)
  const cellStarts = new Uint16Array(count * (cellCount + 1))
  const most = (count * (count - 1)) / 2
  const x = new Float64Array(most + 1)
  const y = new Float64Array(most + 1)
  // Of the present view, by j
  const viewX = new Float64Array(count)
  const viewY = new Float64Array(count)
  const cell = new Int32Array(count)
  const shortest2 = (2 * SHORTEST_HALF_CHORD) ** 2
  let chords = 0
  for (let i = 0; i < count; i++) {
    const frame = frames.subarray(9 * i, 9 * i + 9)
    const starts = cellStarts.subarray(i * (cellCount + 1), (i + 1) * (cellCount + 1))
    const [px, py, pz] = [points[3 * i], points[3 * i + 1], points[3 * i + 2]]
    writeFrame(px, py, pz, frame)
    viewStarts[i] = chords
    for (let j = i + 1; j < count; j++) {
      const dx = points[3 * j] - px
      const dy = points[3 * j + 1] - py
      const dz = points[3 * j + 2] - pz
      cell[j] = -1
      if (dx * dx + dy * dy + dz * dz <= shortest2) continue
      const depth = dx * frame[6] + dy * frame[7] + dz * frame[8]
      viewX[j] = (dx * frame[0] + dy * frame[1] + dz * frame[2]) / depth
      viewY[j] = (dx * frame[3] + dy * frame[4] + dz * frame[5]) / depth
      cell[j] = cellOf(viewY[j], 1, cells) * cells + cellOf(viewX[j], 1, cells)
      starts[cell[j]]++
    }
    // Counts become the ends of the cells, and, filled from behind, their starts.
    for (let c = 1; c <= cellCount; c++) starts[c] += starts[c - 1]
    for (let j = count - 1; j > i; j--) {
      if (cell[j] < 0) continue
      const at = chords + --starts[cell[j]]
      x[at] = viewX[j]
      y[at] = viewY[j]
    }
    chords += starts[cellCount]
  }
  viewStarts[count] = chords
  return {
    count,
    chords,
    cells,
    frames,
    viewStarts,
    cellStarts,
    x: x.subarray(0, chords + 1),
    y: y.subarray(0, chords + 1),
  }
}

/** Rotation into view coordinates; its third row looks from P to the center. Duff et al., JCGT 6(1), 2017. */
function writeFrame(x: number, y: number, z: number, frame: Float64Array): void {
  const sign = z < 0 ? -1 : 1
  const a = -1 / (sign + z)
  const b = x * y * a
  frame.set([1 + sign * x * x * a, sign * b, -sign * x, b, sign + y * y * a, -y, -x, -y, -z])
}
