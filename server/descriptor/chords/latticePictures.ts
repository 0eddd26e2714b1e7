import { FINEST_INTERVALS } from './chordCounts.js'
import { sphereLattice } from './sphereLattice.js'
import { writeViewFrame } from './viewFrame.js'
import { ViewLayout } from './viewLayout.js'

/**
 * Chords of a lattice by the point that they are seen from: picture i shows other lattice points on the picture plane
 * of point i, see chordViews.ts. Kernels use them that decide in float32 and test a triangle against four places at a
 * time.
 */
export interface LatticePictures {
  /** Points of the lattice. */
  readonly count: number
  /** Number of chords, each counted once. */
  readonly chords: number
  readonly columns: number
  readonly rows: number
  /** (9 * count) rows u, v, -P_i of each view's rotation. */
  readonly frames: Float64Array
  /** (pictures + 1) first place of each picture. */
  readonly starts: Uint32Array
  /** (pictures * (columns * rows + 1)) first place of each cell of a picture, counted from the picture's first. */
  readonly cellStarts: Uint16Array
  /**
   * (places + BEYOND) picture coordinates by picture, by cell; x + xLow is more exact than x. The last belong to no
   * chord.
   */
  readonly x: Float32Array
  readonly y: Float32Array
  readonly xLow: Float32Array
  readonly yLow: Float32Array
  /** (places + BEYOND) half the length of the chord, below 1, rounded down so that it stays in its interval. */
  readonly half: Float32Array
  /** (places) lattice point at each place. */
  readonly partners: Uint16Array
  /**
   * Whether every half length lies so far from the ends of its interval that rounding can not change the interval.
   */
  readonly isSure: boolean
}

/**
 * Places beyond the last of a picture that kernels may read and write: a vector may begin with the last, and has eight
 * lanes at most.
 */
export const BEYOND = 7
/**
 * A triangle is tested against four places at a time, so rows are higher than columns are wide. The fastest of 5 pairs
 * that were tried.
 */
const COLUMNS_PER_ROOT = 1.07
const ROWS_PER_ROOT = 0.65
/** Share of an interval; more than mirrored views differ by. */
const INTERVAL_DOUBT = 1e-8
/** Step between two float32 from 0.5 to 1; below 0.5 the steps are smaller. */
const FLOAT32_STEP = 2 ** -24

/**
 * Lays out the pictures of the first points of a lattice of `count`, with the frames of these points; `chords` counts
 * places.
 *
 * @param firstPartner the first lattice point in picture i; all points after it are in the picture, too, except i and
 *   its neighbors
 */
export function latticePictures(
  count: number,
  pictures: number,
  firstPartner: (picture: number) => number,
): LatticePictures {
  const points = sphereLattice(count)
  const columns = Math.ceil(COLUMNS_PER_ROOT * Math.sqrt(count))
  const rows = Math.ceil(ROWS_PER_ROOT * Math.sqrt(count))
  const startsPerPicture = columns * rows + 1
  const frames = new Float64Array(9 * count)
  const starts = new Uint32Array(pictures + 1)
  const cellStarts = new Uint16Array(pictures * startsPerPicture)
  let most = 0
  for (let i = 0; i < pictures; i++) most += count - firstPartner(i)
  const [x, y, xLow, yLow, half] = Array.from({ length: 5 }, () => new Float32Array(most + BEYOND))
  const partners = new Uint16Array(most)
  const layout = new ViewLayout(points, columns, rows)
  let isSure = true
  for (let i = 0; i < pictures; i++) {
    const frame = frames.subarray(9 * i, 9 * i + 9)
    const cells = cellStarts.subarray(i * startsPerPicture, (i + 1) * startsPerPicture)
    writeViewFrame(points, i, frame)
    layout.find(i, firstPartner(i), frame, cells)
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
    starts[i + 1] = starts[i] + cells[startsPerPicture - 1]
  }
  const chords = starts[pictures]
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

/** Whether a half length is so far from the ends of its interval that no view's rounding changes the interval. */
function isInsideInterval(half: number): boolean {
  const intervals = half * FINEST_INTERVALS
  const end = Math.round(intervals)
  return end === FINEST_INTERVALS || Math.abs(intervals - end) > INTERVAL_DOUBT
}

/** The largest float32 that does not exceed a half length. */
function roundedDown(half: number): number {
  const rounded = Math.fround(Math.min(half, 1 - FLOAT32_STEP))
  return rounded <= half ? rounded : Math.fround(half - FLOAT32_STEP)
}
