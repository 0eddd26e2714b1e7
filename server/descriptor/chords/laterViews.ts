import { cellsOfPicture, isInsideInterval, roundedDown } from './mirroredViews.js'
import { sphereLattice } from './sphereLattice.js'
import { writeViewFrame } from './viewFrame.js'
import { ViewLayout } from './viewLayout.js'

/** All chords of a lattice, each once: view i sees the lattice points j > i on its picture plane, see chordViews.ts. */
export interface LaterViews {
  readonly count: number
  readonly chords: number
  readonly columns: number
  readonly rows: number
  /** (9 * count) rows u, v, -P_i of each view's rotation. */
  readonly frames: Float64Array
  /** (count + 1) first place of each view. */
  readonly starts: Uint32Array
  /** (count * (columns * rows + 1)) first place of each cell of a view, counted from the view's first. */
  readonly cellStarts: Uint16Array
  /** (chords + 3) picture coordinates by view, by cell; x + xLow is nearer than x. The last three belong to no chord. */
  readonly x: Float32Array
  readonly y: Float32Array
  readonly xLow: Float32Array
  readonly yLow: Float32Array
  /** (chords + 3) half the length of the chord, below 1, rounded down so that it stays in its interval. */
  readonly half: Float32Array
  /** (chords) lattice point j that stands there. */
  readonly partners: Uint16Array
  /** Whether no half length lies so near to an interval's end that rounding could tell another. */
  readonly isSure: boolean
}

/** A vector of four may begin with the last place. */
const BEYOND = 3

/** Lays out the chords between `count` lattice points: 1,813,861 for 2,000 points, in 46 MB. */
export function laterViews(count: number): LaterViews {
  const points = sphereLattice(count)
  const { columns, rows } = cellsOfPicture(count)
  const startsPerView = columns * rows + 1
  const frames = new Float64Array(9 * count)
  const starts = new Uint32Array(count + 1)
  const cellStarts = new Uint16Array(count * startsPerView)
  const most = (count * (count - 1)) / 2
  const [x, y, xLow, yLow, half] = Array.from({ length: 5 }, () => new Float32Array(most + BEYOND))
  const partners = new Uint16Array(most)
  const layout = new ViewLayout(points, columns, rows)
  let isSure = true
  for (let i = 0; i < count; i++) {
    const frame = frames.subarray(9 * i, 9 * i + 9)
    const cells = cellStarts.subarray(i * startsPerView, (i + 1) * startsPerView)
    writeViewFrame(points, i, frame)
    layout.find(i, i + 1, frame, cells)
    layout.place(cells, (j, place) => {
      const at = starts[i] + place
      const [px, py] = [layout.x[j], layout.y[j]]
      const length = 1 / Math.sqrt(1 + px * px + py * py)
      x[at] = px
      y[at] = py
      xLow[at] = px - x[at]
      yLow[at] = py - y[at]
      half[at] = roundedDown(length)
      partners[at] = j
      isSure &&= isInsideInterval(length)
    })
    starts[i + 1] = starts[i] + cells[startsPerView - 1]
  }
  const chords = starts[count]
  const used = (values: Float32Array) => values.subarray(0, chords + BEYOND)
  return {
    count,
    chords,
    columns,
    rows,
    frames,
    starts,
    cellStarts,
    x: used(x),
    y: used(y),
    xLow: used(xLow),
    yLow: used(yLow),
    half: used(half),
    partners: partners.subarray(0, chords),
    isSure,
  }
}
