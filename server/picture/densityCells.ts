/** A square of a map that contains shapes. */
export interface DensityCell {
  /** The coordinates of its sides. */
  readonly x1: number
  readonly x2: number
  readonly y1: number
  readonly y2: number
  /** The group of most of its shapes, -1 = none; of equally frequent groups the lowest. */
  readonly group: number
  readonly count: number
}

export interface CountedShapes {
  /** (2N) x y of each shape, in any unit. */
  readonly coordinates: Float32Array
  /** (N) group of each shape, -1 = none. */
  readonly groups: Int32Array
  /** Number of squares along x and y into which the extent is divided. */
  readonly columns: number
  readonly rows: number
}

/** The squares that contain shapes, in the order of their first shapes. */
export function densityCells({ coordinates, groups, columns, rows }: CountedShapes): DensityCell[] {
  const [across, up] = [squares(coordinates, 0, columns), squares(coordinates, 1, rows)]
  const counts = new Map<number, Map<number, number>>()
  for (let shape = 0; shape < groups.length; shape++) {
    const at = across.of(coordinates[2 * shape]) + columns * up.of(coordinates[2 * shape + 1])
    const cell = counts.get(at) ?? new Map<number, number>()
    if (cell.size === 0) counts.set(at, cell)
    cell.set(groups[shape], (cell.get(groups[shape]) ?? 0) + 1)
  }
  return Array.from(counts, ([at, cell]) => {
    const [[group]] = [...cell].sort(([a, n], [b, m]) => m - n || a - b)
    const count = [...cell.values()].reduce((sum, each) => sum + each, 0)
    const [column, row] = [at % columns, Math.floor(at / columns)]
    const [x1, x2] = [across.start(column), across.start(column + 1)]
    return { x1, x2, y1: up.start(row), y2: up.start(row + 1), group, count }
  })
}

/** Divides the extent of the coordinates along x or y into equal parts. */
function squares(coordinates: Float32Array, side: 0 | 1, parts: number) {
  let [low, high] = [Infinity, -Infinity]
  for (let at = side; at < coordinates.length; at += 2) {
    low = Math.min(low, coordinates[at])
    high = Math.max(high, coordinates[at])
  }
  const width = (high - low) / parts || 1 // all in one place: one square of any width
  return {
    of: (value: number) => Math.min(parts - 1, Math.floor((value - low) / width)),
    start: (part: number) => low + part * width,
  }
}
