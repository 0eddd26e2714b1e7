import { toMap, type Places, type Viewport } from './viewport.js'

/** Row of the point nearest to a pixel, without those that are skipped; -1 when none is within `reach` pixels. */
export function nearestPoint(
  { x, y }: Places,
  view: Viewport,
  [left, top]: readonly [number, number],
  reach: number,
  isPassedOver: (row: number) => boolean,
): number {
  const [middleX, middleY] = toMap(view, left, top)
  let best = -1
  let least = (reach / view.pixelsPerUnit) ** 2
  for (let row = 0; row < x.length; row++) {
    const distance = (x[row] - middleX) ** 2 + (y[row] - middleY) ** 2
    if (distance > least || isPassedOver(row)) continue
    least = distance
    best = row
  }
  return best
}

/**
 * Bands into which the corners of a line are sorted, so that a point is compared only with the few edges at its
 * height.
 */
const BANDS = 256

/** Rows of the points inside a closed line, by the even-odd rule. @param line (2K) x y of its corners on the map */
export function pointsInside({ x, y }: Places, line: readonly number[]): number[] {
  const [left, right] = [extreme(line, 0, Math.min), extreme(line, 0, Math.max)]
  const [bottom, top] = [extreme(line, 1, Math.min), extreme(line, 1, Math.max)]
  const bandsPerUnit = top > bottom ? (BANDS - 1) / (top - bottom) : 0
  const bandOf = (height: number) => Math.floor((height - bottom) * bandsPerUnit)
  const edges = edgesByBand(line, bandOf)
  const found: number[] = []
  for (let row = 0; row < x.length; row++)
    if (x[row] >= left && x[row] <= right && y[row] >= bottom && y[row] <= top)
      if (isInside(x[row], y[row], line, edges[bandOf(y[row])])) found.push(row)
  return found
}

/** For each band, the edges that cross it; an edge is given by the offset of its second corner in the line. */
function edgesByBand(line: readonly number[], bandOf: (height: number) => number): number[][] {
  const edges = Array.from({ length: BANDS }, (): number[] => [])
  for (let i = 0; i < line.length; i += 2) {
    const [from, to] = [line[before(line, i) + 1], line[i + 1]].map(bandOf).sort((a, b) => a - b)
    for (let band = from; band <= to; band++) edges[band].push(i)
  }
  return edges
}

function isInside(x: number, y: number, line: readonly number[], edges: readonly number[]): boolean {
  let isIn = false
  for (const i of edges) {
    const j = before(line, i)
    if (line[i + 1] > y === line[j + 1] > y) continue
    const crossing = line[i] + ((line[j] - line[i]) * (y - line[i + 1])) / (line[j + 1] - line[i + 1])
    if (x < crossing) isIn = !isIn
  }
  return isIn
}

/** Offset of the corner before a given one. */
const before = (line: readonly number[], i: number): number => (i === 0 ? line.length : i) - 2

const extreme = (line: readonly number[], side: 0 | 1, of: (a: number, b: number) => number): number =>
  line.reduce((best, value, at) => (at % 2 === side ? of(best, value) : best), of === Math.min ? Infinity : -Infinity)
