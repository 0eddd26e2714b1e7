import type { Bvh } from './buildBvh.js'

/** Children of a node, and triangles of a leaf, that lie side by side for SIMD. */
const WIDTH = 4
/**
 * Numbers of a node: lowest x[4], y[4], z[4], highest x[4], y[4], z[4] float32, child[4] int32: number of a node, or
 * ~number of a leaf.
 */
const NODE = 28
const CHILD = 24
/**
 * Numbers of a leaf: first corner x[4], y[4], z[4], then the edges from it to the second and to the third corner in
 * the same form, float32.
 */
const LEAF = 36

/** A BVH whose nodes have up to four children, in the form that assembly/castRays.ts reads. */
export interface WideBvh {
  /** (NODE by node); the child numbers are int32. A missing child has a box of NaN, which no ray meets. */
  readonly nodes: Float32Array
  /** (LEAF by leaf). A missing triangle is a point, which no ray meets. */
  readonly leaves: Float32Array
}

/**
 * Turns a binary BVH into one of four children a node: each node becomes the parent of its grandchildren, those with
 * the largest boxes first.
 *
 * @param corners (9 T) as buildBvh
 * @param padding boxes are larger by this on all sides
 * @see Wald, Benthin, Boulos, "Getting rid of packets", 2008
 */
export function widen({ order, boxes, links }: Bvh, corners: Float32Array, padding: number): WideBvh {
  const binaryNodes = links.length / 2
  const nodes = new Float32Array(NODE * Math.max(1, binaryNodes >> 1))
  const children = new Int32Array(nodes.buffer)
  const leaves = new Float32Array((LEAF * (binaryNodes + 1)) / 2)
  let [nodeCount, leafCount] = [0, 0]

  const isLeaf = (node: number): boolean => links[2 * node + 1] > 0
  const below = (node: number): number[] => {
    const found = isLeaf(node) ? [node] : [node + 1, links[2 * node]]
    while (found.length < WIDTH) {
      const inner = found.filter((child) => !isLeaf(child))
      if (inner.length === 0) break
      const largest = inner.reduce((a, b) => (areaOf(boxes, b) > areaOf(boxes, a) ? b : a))
      found.splice(found.indexOf(largest), 1, largest + 1, links[2 * largest])
    }
    return found
  }
  const writeLeaf = (node: number): number => {
    const [start, count] = [links[2 * node], links[2 * node + 1]]
    for (let lane = 0; lane < count; lane++) {
      const from = 9 * order[start + lane]
      for (let k = 0; k < 9; k++)
        leaves[LEAF * leafCount + WIDTH * k + lane] = corners[from + k] - (k < 3 ? 0 : corners[from + (k % 3)])
    }
    return leafCount++
  }
  const writeNode = (node: number): number => {
    const number = nodeCount++
    const at = NODE * number
    nodes.fill(NaN, at, at + CHILD)
    below(node).forEach((child, lane) => {
      for (let k = 0; k < 6; k++) nodes[at + WIDTH * k + lane] = boxes[6 * child + k] + (k < 3 ? -padding : padding)
      children[at + CHILD + lane] = isLeaf(child) ? ~writeLeaf(child) : writeNode(child)
    })
    return number
  }
  writeNode(0)
  return { nodes: nodes.subarray(0, NODE * nodeCount), leaves: leaves.subarray(0, LEAF * leafCount) }
}

/** Half the area of a node's box. */
function areaOf(boxes: Float32Array, node: number): number {
  const at = 6 * node
  const [x, y, z] = [boxes[at + 3] - boxes[at], boxes[at + 4] - boxes[at + 1], boxes[at + 5] - boxes[at + 2]]
  return x * y + y * z + z * x
}
