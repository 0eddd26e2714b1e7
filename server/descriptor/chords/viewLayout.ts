import { cellOf } from './pictureCells.js'
import { SHORTEST_HALF_CHORD } from './sphereLattice.js'

const SHORTEST_SQUARED = (2 * SHORTEST_HALF_CHORD) ** 2
const NONE = -1

/**
 * Places of the partners of one lattice point in its picture, and the cells they are in. It is reused for each view.
 */
export class ViewLayout {
  /** (count) picture coordinates by lattice point, of the points located last. */
  readonly x: Float64Array
  readonly y: Float64Array
  private readonly cell: Int32Array
  private from = 0

  /** @param points (3 * count) x y z, as sphereLattice */
  constructor(
    readonly points: Float64Array,
    private readonly columns: number,
    private readonly rows: number,
  ) {
    const count = points.length / 3
    this.x = new Float64Array(count)
    this.y = new Float64Array(count)
    this.cell = new Int32Array(count)
  }

  /**
   * Finds the partners of point i that are numbered `from` or higher.
   *
   * @param frame  (9) as writeViewFrame
   * @param starts (columns * rows + 1) zeros at first; receives where each cell ends among the partners, row by row
   */
  find(i: number, from: number, frame: Float64Array, starts: Uint16Array): void {
    const { x, y, cell, columns, rows } = this
    this.from = from
    for (let j = from; j < cell.length; j++) {
      cell[j] = NONE
      if (!this.locate(i, j, frame)) continue
      cell[j] = cellOf(y[j], 1, rows) * columns + cellOf(x[j], 1, columns)
      starts[cell[j]]++
    }
    for (let c = 1; c < starts.length; c++) starts[c] += starts[c - 1]
  }

  /** Writes x[j] and y[j] in the picture of point i. @returns whether there is a chord between the two */
  locate(i: number, j: number, frame: Float64Array): boolean {
    const { points } = this
    const dx = points[3 * j] - points[3 * i]
    const dy = points[3 * j + 1] - points[3 * i + 1]
    const dz = points[3 * j + 2] - points[3 * i + 2]
    if (dx * dx + dy * dy + dz * dz <= SHORTEST_SQUARED) return false
    const depth = dx * frame[6] + dy * frame[7] + dz * frame[8]
    this.x[j] = (dx * frame[0] + dy * frame[1] + dz * frame[2]) / depth
    this.y[j] = (dx * frame[3] + dy * frame[4] + dz * frame[5]) / depth
    return true
  }

  /**
   * Gives each partner its place, cell by cell. Cells are filled from their ends, so that `starts` then holds the
   * first place of each.
   */
  place(starts: Uint16Array, visit: (j: number, place: number) => void): void {
    const { cell, from } = this
    for (let j = cell.length - 1; j >= from; j--) if (cell[j] !== NONE) visit(j, --starts[cell[j]])
  }
}
