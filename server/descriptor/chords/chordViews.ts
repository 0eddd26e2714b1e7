import { writeViewFrame } from './viewFrame.js'
import { ViewLayout } from './viewLayout.js'
import { sphereLattice } from './sphereLattice.js'

/**
 * All chords of a lattice, sorted by their first point i: "view i" sees its partners j > i on a picture plane.
 *
 * The plane is perpendicular to P_i at distance 1, so a point of space at depth w, with offsets u and v from the axis,
 * appears at (u / w, v / w). Straight edges stay straight, and the other lattice points have the same places for every
 * mesh. The plane is cut into cells * cells cells, row by row.
 */
export interface ChordViews {
  readonly count: number
  /** All chords of all views. */
  readonly chords: number
  /** Number of cells in a row of the picture. */
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

/** About one cell a point in a full view was fastest from 100 to 10,000 triangles. */
const cellsFor = (count: number): number => Math.ceil(1.07 * Math.sqrt(count))

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
  const layout = new ViewLayout(points, cells, cells)
  let chords = 0
  for (let i = 0; i < count; i++) {
    const frame = frames.subarray(9 * i, 9 * i + 9)
    const starts = cellStarts.subarray(i * (cellCount + 1), (i + 1) * (cellCount + 1))
    writeViewFrame(points, i, frame)
    viewStarts[i] = chords
    layout.find(i, i + 1, frame, starts)
    layout.place(starts, (j, at) => {
      x[chords + at] = layout.x[j]
      y[chords + at] = layout.y[j]
    })
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
