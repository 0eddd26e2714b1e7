import { toMap, toScreen, type Places, type Viewport } from './viewport.js'

/** Points that are so close together that they hide each other. */
export interface Pile {
  /** Middle of the points, in pixels from the left and the top. */
  readonly left: number
  readonly top: number
  readonly count: number
  /** Kinds with their numbers of points in the pile, by falling number. */
  readonly shares: readonly (readonly [kind: string, count: number])[]
}

/** Points in one square of this side hide each other, px. */
const SQUARE = 9
/** Most piles that are marked, the highest first; more marks would be a pattern. */
const MOST_PILES = 60
/** Distance between the middles of two marked piles, so that their marks do not overlap, px. */
const APART = 28
/** Points of one kind are a pile where so many, and this share of all points, are in one square: others show them all. */
const [FEWEST_ALIKE, SHARE_ALIKE] = [5, 0.02]

/**
 * Finds piles in sight with more than one kind, and those where very many points of one kind are in one spot; the
 * highest first. Of two piles close to each other, only the higher one is included.
 *
 * @param kinds        (N) what is told apart: the colors of the points
 * @param isPassedOver whether a point does not count, such as a dimmed one
 */
export function findPiles(
  { x, y }: Places,
  kinds: readonly string[],
  view: Viewport,
  isPassedOver: (row: number) => boolean = () => false,
): Pile[] {
  const [columns, lines] = [Math.ceil(view.width / SQUARE), Math.ceil(view.height / SQUARE)]
  // The points of each square as a linked list: the last one, and for each point the one before it.
  const last = new Int32Array(columns * lines).fill(-1)
  const before = new Int32Array(x.length)
  const counts = new Int32Array(columns * lines)
  const isMixed = new Uint8Array(columns * lines)
  const [originX, originY] = toMap(view, 0, 0)
  for (let row = 0; row < x.length; row++) {
    const column = Math.floor(((x[row] - originX) * view.pixelsPerUnit) / SQUARE)
    const line = Math.floor(((originY - y[row]) * view.pixelsPerUnit) / SQUARE)
    if (isPassedOver(row)) continue
    if (column < 0 || line < 0 || column >= columns || line >= lines) continue
    const square = column + columns * line
    before[row] = last[square]
    if (last[square] >= 0 && kinds[last[square]] !== kinds[row]) isMixed[square] = 1
    last[square] = row
    counts[square]++
  }
  const high = Math.max(FEWEST_ALIKE, SHARE_ALIKE * x.length)
  const hiding = [...counts.keys()].filter((square) => isMixed[square] === 1 || counts[square] >= high)
  const piles: Pile[] = []
  for (const square of hiding.sort((a, b) => counts[b] - counts[a] || a - b)) {
    if (piles.length === MOST_PILES) break
    const pile = pileOf(square)
    if (piles.every(({ left, top }) => Math.hypot(left - pile.left, top - pile.top) >= APART)) piles.push(pile)
  }
  return piles

  function pileOf(square: number): Pile {
    const shares = new Map<string, number>()
    let [sumX, sumY] = [0, 0]
    for (let row = last[square]; row >= 0; row = before[row]) {
      shares.set(kinds[row], (shares.get(kinds[row]) ?? 0) + 1)
      sumX += x[row]
      sumY += y[row]
    }
    const count = counts[square]
    const [left, top] = toScreen(view, sumX / count, sumY / count)
    return { left, top, count, shares: [...shares].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)) }
  }
}
