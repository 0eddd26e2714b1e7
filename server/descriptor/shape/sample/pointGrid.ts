import type { SurfaceSample } from './surfaceSample.js'

/** Most cells along a side. A few stray points then make the box large, but not the grid. */
const MOST_CELLS = 32

/**
 * Points sorted into cells at least as wide as a neighborhood, so that points near each other are in the same cell or
 * in adjacent ones.
 */
export interface PointGrid {
  /** (count) the points, cell by cell. */
  readonly order: Uint32Array
  /** (count) the cell of each point in that order. */
  readonly cells: Uint32Array
  /**
   * Where the points of each cell start in the order; one more entry says where the last cell ends. The cells at the
   * border of the grid are empty.
   */
  readonly starts: Uint32Array
  /**
   * Offsets from a cell to the cells beside it in four of the eight neighboring rows, so that each pair of rows is
   * visited once.
   */
  readonly rows: readonly number[]
}

export function sortIntoCells({ count, points, low, high }: SurfaceSample, width: number): PointGrid {
  const sizes = [0, 1, 2].map((k) => Math.max(width, (high[k] - low[k]) / MOST_CELLS))
  const [nx, ny, nz] = [0, 1, 2].map((k) => Math.floor((high[k] - low[k]) / sizes[k]) + 1)
  const perY = nz + 2
  const perX = (ny + 2) * perY
  const within = (x: number, k: number, cells: number): number =>
    1 + Math.min(Math.max(Math.floor((x - low[k]) / sizes[k]), 0), cells - 1)
  const cellOf = new Uint32Array(count).map(
    (_, i) =>
      within(points[3 * i], 0, nx) * perX + within(points[3 * i + 1], 1, ny) * perY + within(points[3 * i + 2], 2, nz),
  )
  const starts = new Uint32Array((nx + 2) * perX + 1)
  for (const cell of cellOf) starts[cell + 1]++
  for (let cell = 1; cell < starts.length; cell++) starts[cell] += starts[cell - 1]
  const [order, cells, next] = [new Uint32Array(count), new Uint32Array(count), starts.slice()]
  cellOf.forEach((cell, i) => {
    order[next[cell]] = i
    cells[next[cell]++] = cell
  })
  return { order, cells, starts, rows: [perY, perX - perY, perX, perX + perY] }
}
