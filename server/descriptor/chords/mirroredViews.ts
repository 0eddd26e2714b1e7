import { FINEST_INTERVALS } from './chordCounts.js'
import { sphereLattice, turnOfLattice } from './sphereLattice.js'
import { writeViewFrame } from './viewFrame.js'
import { ViewLayout } from './viewLayout.js'

/**
 * All chords of a lattice, each from both ends: view i sees every other lattice point on its picture plane, see chordViews.ts.
 *
 * Half a turn swaps the lattice's points i and count - 1 - i, so view count - 1 - i has the picture of view i, and only
 * the pictures of the first half are kept. Rounding of the lattice's angles moves a mirrored end by 1.5e-12 at most.
 */
export interface MirroredViews {
  readonly count: number
  /** Chords, each once. */
  readonly chords: number
  readonly columns: number
  readonly rows: number
  /** (9 * count) rows u, v, -P_i of each view's rotation. */
  readonly frames: Float64Array
  /** (pictures + 1) first place of each picture, of which there are ceil(count / 2). */
  readonly pictureStarts: Uint32Array
  /** (pictures * (columns * rows + 1)) first place of each cell of a picture, counted from the picture's first. */
  readonly cellStarts: Uint16Array
  /** (places + 3) picture coordinates by picture, by cell; x + xLow is nearer than x. The last three belong to no chord. */
  readonly x: Float32Array
  readonly y: Float32Array
  readonly xLow: Float32Array
  readonly yLow: Float32Array
  /** (places + 3) half the length of the chord, below 1, rounded down so that it stays in its interval. */
  readonly half: Float32Array
  /** (places) lattice point that stands there, seen from view i; from view count - 1 - i, count - 1 less it. */
  readonly partners: Uint16Array
  /** Whether no half length lies so near to an interval's end that rounding could tell another. */
  readonly isSure: boolean
}

/** A vector of four may begin with the last place. */
const BEYOND = 3
/** Triangles are met with four places at a time, so rows are higher than columns are wide. Fastest of 5 pairs that were tried. */
const COLUMNS_PER_ROOT = 1.07
const ROWS_PER_ROOT = 0.65
/** Of an interval; more than mirrored views differ by. */
const INTERVAL_DOUBT = 1e-8
/** Between two float32 from 0.5 to 1; those below are nearer. */
const FLOAT32_STEP = 2 ** -24

/** Lays out the chords between `count` lattice points: 1,813,861 for 2,000 points, in 43 MB. */
export function mirroredViews(count: number): MirroredViews {
  const points = sphereLattice(count)
  const { columns, rows } = cellsOfPicture(count)
  const startsPerPicture = columns * rows + 1
  const pictures = Math.ceil(count / 2)
  const frames = new Float64Array(9 * count)
  const pictureStarts = new Uint32Array(pictures + 1)
  const cellStarts = new Uint16Array(pictures * startsPerPicture)
  const most = pictures * (count - 1)
  const [x, y, xLow, yLow, half] = Array.from({ length: 5 }, () => new Float32Array(most + BEYOND))
  const partners = new Uint16Array(most)
  const layout = new ViewLayout(points, columns, rows)
  let places = 0
  let isSure = true
  for (let i = 0; i < pictures; i++) {
    const mirrored = count - 1 - i
    const frame = frames.subarray(9 * i, 9 * i + 9)
    const starts = cellStarts.subarray(i * startsPerPicture, (i + 1) * startsPerPicture)
    writeViewFrame(points, i, frame)
    if (mirrored > i) frames.set(turned(frame, count), 9 * mirrored)
    pictureStarts[i] = places
    layout.find(i, 0, frame, starts)
    layout.place(starts, (j, place) => {
      const at = places + place
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
    places += starts[startsPerPicture - 1]
  }
  pictureStarts[pictures] = places
  const ends = 2 * places - (count % 2) * (places - pictureStarts[pictures - 1])
  const used = (values: Float32Array) => values.subarray(0, places + BEYOND)
  return {
    count,
    chords: ends / 2,
    columns,
    rows,
    frames,
    pictureStarts,
    cellStarts,
    x: used(x),
    y: used(y),
    xLow: used(xLow),
    yLow: used(yLow),
    half: used(half),
    partners: partners.subarray(0, places),
    isSure,
  }
}

/** Into how many cells pictures are cut for triangles that are met with four places at a time. */
export const cellsOfPicture = (count: number): { columns: number; rows: number } => ({
  columns: Math.ceil(COLUMNS_PER_ROOT * Math.sqrt(count)),
  rows: Math.ceil(ROWS_PER_ROOT * Math.sqrt(count)),
})

/** @returns (9) the frame after the half turn that swaps the lattice's ends */
function turned(frame: Float64Array, count: number): Float64Array {
  const { cosine, sine } = turnOfLattice(count)
  const target = new Float64Array(9)
  for (let row = 0; row < 9; row += 3) {
    const [x, y, z] = frame.subarray(row, row + 3)
    target.set([cosine * x + sine * y, sine * x - cosine * y, -z], row)
  }
  return target
}

/** Whether a half length is so far from the ends of its interval that no view's rounding tells another. */
export function isInsideInterval(half: number): boolean {
  const intervals = half * FINEST_INTERVALS
  const end = Math.round(intervals)
  return end === FINEST_INTERVALS || Math.abs(intervals - end) > INTERVAL_DOUBT
}

/** The next float32 below a half length, or itself. */
export function roundedDown(half: number): number {
  const rounded = Math.fround(Math.min(half, 1 - FLOAT32_STEP))
  return rounded <= half ? rounded : Math.fround(half - FLOAT32_STEP)
}
