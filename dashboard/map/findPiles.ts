import { toMap, toScreen, type Places, type Viewport } from './viewport.js'

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
const MOST_PILES = 60
/** Between the middles of two piles that are shown, so that their marks do not lie on one another, px. */
const APART = 28

/** Piles in sight that hold more than one group, the highest first; of two that lie side by side the higher one. */
export function findPiles({ x, y }: Places, groups: readonly number[], view: Viewport): Pile[] {
  const [columns, lines] = [Math.ceil(view.width / SQUARE), Math.ceil(view.height / SQUARE)]
  // Points of each square as a chain: the last one, and for each the one before.
  const last = new Int32Array(columns * lines).fill(-1)
  const before = new Int32Array(x.length)
  const counts = new Int32Array(columns * lines)
  const isMixed = new Uint8Array(columns * lines)
  const [originX, originY] = toMap(view, 0, 0)
  for (let row = 0; row < x.length; row++) {
    const column = Math.floor(((x[row] - originX) * view.pixelsPerUnit) / SQUARE)
    const line = Math.floor(((originY - y[row]) * view.pixelsPerUnit) / SQUARE)
    if (column < 0 || line < 0 || column >= columns || line >= lines) continue
    const square = column + columns * line
    before[row] = last[square]
    if (last[square] >= 0 && groups[last[square]] !== groups[row]) isMixed[square] = 1
    last[square] = row
    counts[square]++
  }
  const mixed = [...isMixed.keys()].filter((square) => isMixed[square] === 1)
  const piles: Pile[] = []
  for (const square of mixed.sort((a, b) => counts[b] - counts[a] || a - b)) {
    if (piles.length === MOST_PILES) break
    const pile = pileOf(square)
    if (piles.every(({ left, top }) => Math.hypot(left - pile.left, top - pile.top) >= APART)) piles.push(pile)
  }
  return piles

  function pileOf(square: number): Pile {
    const shares = new Map<number, number>()
    let [sumX, sumY] = [0, 0]
    for (let row = last[square]; row >= 0; row = before[row]) {
      shares.set(groups[row], (shares.get(groups[row]) ?? 0) + 1)
      sumX += x[row]
      sumY += y[row]
    }
    const count = counts[square]
    const [left, top] = toScreen(view, sumX / count, sumY / count)
    return { left, top, count, shares: [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]) }
  }
}
