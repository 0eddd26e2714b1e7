import { SlabCuts } from './slabCuts.js'
import { fillIndices } from '../../../system/fillIndices.js'

/** A BVH of triangles. The first child of a node is the node after it. */
export interface Bvh {
  /** (T) numbers of the triangles, leaf by leaf. */
  readonly order: Uint32Array
  /** (6 per node) lowest x y z, highest x y z. */
  readonly boxes: Float32Array
  /**
   * (2 per node) for a leaf: where its triangles start in `order`, and how many there are; for another node: the
   * number of its second child, and 0.
   */
  readonly links: Uint32Array
}

/** A node of no more triangles than this is a leaf. */
const LEAF_TRIANGLES = 4
/**
 * Nodes at this depth or deeper are cut into halves of equal number, so that no mesh makes the tree deeper than
 * MAX_DEPTH.
 */
const UNEVEN_DEPTH = 40
export const MAX_DEPTH = UNEVEN_DEPTH + 32

/**
 * Builds a BVH by the surface area heuristic: each node is cut where the sum of both halves' box areas, each times its
 * number of triangles, is least.
 *
 * @param corners (9 T) of triangles, at least one
 * @see Wald, "On fast construction of SAH-based bounding volume hierarchies", 2007
 */
export function buildBvh(corners: Float32Array): Bvh {
  const count = corners.length / 9
  const order = fillIndices(new Uint32Array(count))
  const [lows, highs] = boundTriangles(corners)
  const boxes = new Float32Array(12 * count)
  const links = new Uint32Array(4 * count)
  const slabs = new SlabCuts()
  let nodes = 0
  const grow = (from: number, to: number, depth: number): void => {
    const node = nodes++
    boundRange(order, from, to, lows, highs, boxes, 6 * node)
    if (to - from <= LEAF_TRIANGLES) {
      links.set([from, to - from], 2 * node)
      return
    }
    const cut = depth < UNEVEN_DEPTH ? slabs.part(order, from, to, lows, highs) : (from + to) >>> 1
    grow(from, cut, depth + 1)
    links[2 * node] = nodes
    grow(cut, to, depth + 1)
  }
  grow(0, count, 0)
  return { order, boxes: boxes.slice(0, 6 * nodes), links: links.slice(0, 2 * nodes) }
}

/** Lowest and highest coordinates of each triangle (3 T each). */
function boundTriangles(corners: Float32Array): [lows: Float32Array, highs: Float32Array] {
  const lows = new Float32Array(corners.length / 3)
  const highs = new Float32Array(corners.length / 3)
  for (let t = 0; t < lows.length / 3; t++)
    for (let k = 0; k < 3; k++) {
      const [a, b, c] = [corners[9 * t + k], corners[9 * t + 3 + k], corners[9 * t + 6 + k]]
      lows[3 * t + k] = Math.min(a, b, c)
      highs[3 * t + k] = Math.max(a, b, c)
    }
  return [lows, highs]
}

function boundRange(
  order: Uint32Array,
  from: number,
  to: number,
  lows: Float32Array,
  highs: Float32Array,
  boxes: Float32Array,
  at: number,
): void {
  for (let k = 0; k < 3; k++) {
    let [low, high] = [Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      const t = 3 * order[i] + k
      if (lows[t] < low) low = lows[t]
      if (highs[t] > high) high = highs[t]
    }
    boxes[at + k] = low
    boxes[at + 3 + k] = high
  }
}
