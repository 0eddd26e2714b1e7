import { toMap, type Places, type Viewport } from './viewport.js'

/** Row of the point nearest to a pixel, of those that are not passed over; -1 when none is within `reach` pixels. */
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

/** Rows of the points inside a closed line, by the even-odd rule. @param line (2K) x y of its corners on the map */
export function pointsInside({ x, y }: Places, line: readonly number[]): number[] {
  const [left, right] = [extreme(line, 0, Math.min), extreme(line, 0, Math.max)]
  const [bottom, top] = [extreme(line, 1, Math.min), extreme(line, 1, Math.max)]
  const found: number[] = []
  for (let row = 0; row < x.length; row++)
    if (x[row] >= left && x[row] <= right && y[row] >= bottom && y[row] <= top && isInside(x[row], y[row], line))
      found.push(row)
  return found
}

function isInside(x: number, y: number, line: readonly number[]): boolean {
  let isIn = false
  for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2)
    if (line[i + 1] > y !== line[j + 1] > y) {
      const crossing = line[i] + ((line[j] - line[i]) * (y - line[i + 1])) / (line[j + 1] - line[i + 1])
      if (x < crossing) isIn = !isIn
    }
  return isIn
}

const extreme = (line: readonly number[], side: 0 | 1, of: (a: number, b: number) => number): number =>
  line.reduce((best, value, at) => (at % 2 === side ? of(best, value) : best), of === Math.min ? Infinity : -Infinity)
