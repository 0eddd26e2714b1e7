/** Slabs along a node's longest side; the node may be cut between any two. */
const SLABS = 16

/** Finds where to cut the triangles of a node. The boxes of the slabs are reused from node to node. */
export class SlabCuts {
  private readonly counts = new Uint32Array(SLABS)
  private readonly boxes = new Float32Array(6 * SLABS)
  private readonly below = new Float64Array(SLABS)
  private readonly growing = new Float32Array(6)

  /** Reorders order[from ... to - 1] so that the two halves meet at the returned index; from < index < to. */
  part(order: Uint32Array, from: number, to: number, lows: Float32Array, highs: Float32Array): number {
    const { axis, low, high } = longestSpread(order, from, to, lows, highs)
    if (!(high > low)) return (from + to) >>> 1
    const perSlab = SLABS / (high - low)
    const slabOf = (t: number) =>
      Math.min(SLABS - 1, Math.floor((lows[3 * t + axis] + highs[3 * t + axis] - low) * perSlab))
    this.fill(order, from, to, lows, highs, slabOf)
    const cut = this.cheapest(to - from)
    let middle = from
    for (let i = from; i < to; i++)
      if (slabOf(order[i]) < cut) {
        const other = order[i]
        order[i] = order[middle]
        order[middle++] = other
      }
    // The lowest middle is in the first slab and the highest in the last, so neither half is empty.
    return middle
  }

  private fill(
    order: Uint32Array,
    from: number,
    to: number,
    lows: Float32Array,
    highs: Float32Array,
    slabOf: (t: number) => number,
  ): void {
    const { counts, boxes } = this
    counts.fill(0)
    for (let s = 0; s < SLABS; s++) boxes.fill(Infinity, 6 * s, 6 * s + 3).fill(-Infinity, 6 * s + 3, 6 * s + 6)
    for (let i = from; i < to; i++) {
      const t = order[i]
      const slab = slabOf(t)
      counts[slab]++
      for (let k = 0; k < 3; k++) {
        const at = 6 * slab + k
        if (lows[3 * t + k] < boxes[at]) boxes[at] = lows[3 * t + k]
        if (highs[3 * t + k] > boxes[at + 3]) boxes[at + 3] = highs[3 * t + k]
      }
    }
  }

  /** The slab before which a cut costs least. */
  private cheapest(count: number): number {
    const { counts, below } = this
    let before = 0
    this.growing.fill(Infinity, 0, 3).fill(-Infinity, 3)
    for (let s = 0; s < SLABS - 1; s++) {
      before += counts[s]
      below[s + 1] = before * this.growBy(s)
    }
    let [cut, least] = [1, Infinity]
    let after = 0
    this.growing.fill(Infinity, 0, 3).fill(-Infinity, 3)
    for (let s = SLABS - 1; s > 0; s--) {
      after += counts[s]
      const cost = after * this.growBy(s) + below[s]
      if (cost < least && after > 0 && after < count) [cut, least] = [s, cost]
    }
    return cut
  }

  /** Adds a slab to the growing box. @returns half the area of the box; 0 while it is empty */
  private growBy(slab: number): number {
    const { growing, boxes } = this
    for (let k = 0; k < 3; k++) {
      growing[k] = Math.min(growing[k], boxes[6 * slab + k])
      growing[3 + k] = Math.max(growing[3 + k], boxes[6 * slab + 3 + k])
    }
    const [x, y, z] = [growing[3] - growing[0], growing[4] - growing[1], growing[5] - growing[2]]
    return x >= 0 ? x * y + y * z + z * x : 0
  }
}

/** The axis along which the triangles' middles spread farthest; all numbers are doubled. */
function longestSpread(order: Uint32Array, from: number, to: number, lows: Float32Array, highs: Float32Array) {
  let widest = { axis: 0, low: 0, high: 0 }
  for (let axis = 0; axis < 3; axis++) {
    let [low, high] = [Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      const middle = lows[3 * order[i] + axis] + highs[3 * order[i] + axis]
      if (middle < low) low = middle
      if (middle > high) high = middle
    }
    if (high - low > widest.high - widest.low) widest = { axis, low, high }
  }
  return widest
}
