import { toScreen, type Places, type Viewport } from './viewport.js'

/** Points of several groups so close together that one hides another. */
export interface Pile {
  /** Pixels from the left and the top: the middle of the points. */
  readonly left: number
  readonly top: number
  readonly count: number
  /** Group and how many of its points lie there, the most first. */
  readonly shares: readonly (readonly [group: number, count: number])[]
}

/** Points whose middles lie in one square of this side hide one another, px. */
const SQUARE = 9
/** More marks than this are a pattern, not piles: the highest are shown. */
const MOST_PILES = 200

/** Piles in sight that hold more than one group, the highest first. */
export function findPiles({ x, y }: Places, groups: readonly number[], view: Viewport): Pile[] {
  const columns = Math.ceil(view.width / SQUARE)
  const squares = new Map<number, number[]>()
  for (let row = 0; row < x.length; row++) {
    const [left, top] = toScreen(view, x[row], y[row])
    if (left < 0 || top < 0 || left >= view.width || top >= view.height) continue
    const square = Math.floor(left / SQUARE) + columns * Math.floor(top / SQUARE)
    const rows = squares.get(square)
    if (rows) rows.push(row)
    else squares.set(square, [row])
  }
  const piles: Pile[] = []
  for (const rows of squares.values()) {
    if (rows.length < 2 || rows.every((row) => groups[row] === groups[rows[0]])) continue
    const counts = new Map<number, number>()
    let [left, top] = [0, 0]
    for (const row of rows) {
      counts.set(groups[row], (counts.get(groups[row]) ?? 0) + 1)
      const [px, py] = toScreen(view, x[row], y[row])
      left += px / rows.length
      top += py / rows.length
    }
    const shares = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    piles.push({ left, top, count: rows.length, shares })
  }
  return piles.sort((a, b) => b.count - a.count).slice(0, MOST_PILES)
}
