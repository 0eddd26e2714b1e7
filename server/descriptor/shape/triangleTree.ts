/** Triangles that a ray is tried against at the end of the way down. */
const LEAF_TRIANGLES = 4
/** Slack of a box's far side against rounding, as a share of its distance. */
const SLACK = 1 + 1e-6
/** In place of a direction's part of 0, whose inverse would make NaN of a point on a box's side. */
const LEAST_PART = 1e-30

/**
 * Triangles in a tree of boxes, to be met by rays from either side.
 *
 * The tree is complete: node k has the children 2k and 2k + 1, and node k of 2^d on a level holds the triangles from
 * ⌊k T / 2^d⌋ on, each range cut at its median along the longest side of its middles.
 */
export class TriangleTree {
  private readonly count: number
  private readonly levels: number
  /** (9 T) first corner and the edges from there to the others, in the order of the leaves. */
  private readonly faces: Float32Array
  /** (6 per node) lowest and highest coordinates. */
  private readonly boxes: Float32Array
  /** (leaves + 1) where the triangles of each leaf start. */
  private readonly starts: Uint32Array
  private readonly stack: Int32Array

  /** @param corners (9 T) of triangles */
  constructor(corners: Float32Array) {
    this.count = corners.length / 9
    this.levels = Math.max(0, Math.ceil(Math.log2(this.count / LEAF_TRIANGLES)))
    this.boxes = new Float32Array(6 * 2 ** (this.levels + 1))
    this.starts = Uint32Array.from({ length: 2 ** this.levels + 1 }, (_, leaf) => this.start(leaf, this.levels))
    this.stack = new Int32Array(this.levels + 2)
    const order = this.sortTriangles(corners)
    this.faces = new Float32Array(corners.length)
    order.forEach((triangle, at) => {
      for (let k = 0; k < 9; k++)
        this.faces[9 * at + k] = corners[9 * triangle + k] - (k < 3 ? 0 : corners[9 * triangle + (k % 3)])
    })
    this.boundNodes(corners, order)
  }

  /**
   * How far a ray goes until it meets a triangle, in lengths of its direction; Infinity where it meets none.
   *
   * @param any the first triangle found will do, nearest or not
   */
  castRay(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number, any: boolean): number {
    const { boxes, stack, starts } = this
    const firstLeaf = starts.length - 1
    const ix = 1 / (dx || LEAST_PART)
    const iy = 1 / (dy || LEAST_PART)
    const iz = 1 / (dz || LEAST_PART)
    // The sides of a box that the ray comes to first.
    const nearX = ix < 0 ? 3 : 0
    const nearY = iy < 0 ? 4 : 1
    const nearZ = iz < 0 ? 5 : 2
    const farX = 3 - nearX
    const farY = 5 - nearY
    const farZ = 7 - nearZ
    let nearest = Infinity
    let top = 0
    stack[top++] = 1
    while (top > 0) {
      const node = stack[--top]
      const at = 6 * node
      let near = (boxes[at + nearX] - ox) * ix
      let far = (boxes[at + farX] - ox) * ix
      const nearAside = (boxes[at + nearY] - oy) * iy
      const farAside = (boxes[at + farY] - oy) * iy
      if (nearAside > near) near = nearAside
      if (farAside < far) far = farAside
      const nearUp = (boxes[at + nearZ] - oz) * iz
      const farUp = (boxes[at + farZ] - oz) * iz
      if (nearUp > near) near = nearUp
      if (farUp < far) far = farUp
      if (far < 0 || near >= nearest || far * SLACK < near) continue
      if (node < firstLeaf) {
        stack[top++] = 2 * node
        stack[top++] = 2 * node + 1
        continue
      }
      const end = starts[node + 1 - firstLeaf]
      for (let face = starts[node - firstLeaf]; face < end; face++) {
        const distance = this.meetFace(9 * face, ox, oy, oz, dx, dy, dz)
        if (distance < nearest) nearest = distance
        if (any && nearest < Infinity) return nearest
      }
    }
    return nearest
  }

  /** Where the triangles of a level's k-th node start. */
  private start(k: number, level: number): number {
    return Math.floor((k * this.count) / 2 ** level)
  }

  /** Möller and Trumbore's test; Infinity = missed, behind or in the triangle's plane. */
  private meetFace(at: number, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): number {
    const { faces } = this
    const ux = faces[at + 3]
    const uy = faces[at + 4]
    const uz = faces[at + 5]
    const vx = faces[at + 6]
    const vy = faces[at + 7]
    const vz = faces[at + 8]
    const px = dy * vz - dz * vy
    const py = dz * vx - dx * vz
    const pz = dx * vy - dy * vx
    const determinant = ux * px + uy * py + uz * pz
    if (determinant === 0) return Infinity
    const inverse = 1 / determinant
    const sx = ox - faces[at]
    const sy = oy - faces[at + 1]
    const sz = oz - faces[at + 2]
    const u = (sx * px + sy * py + sz * pz) * inverse
    if (!(u >= 0 && u <= 1)) return Infinity
    const qx = sy * uz - sz * uy
    const qy = sz * ux - sx * uz
    const qz = sx * uy - sy * ux
    const v = (dx * qx + dy * qy + dz * qz) * inverse
    if (!(v >= 0 && u + v <= 1)) return Infinity
    const distance = (vx * qx + vy * qy + vz * qz) * inverse
    return distance > 0 ? distance : Infinity
  }

  /** The triangles in the order of the leaves. */
  private sortTriangles(corners: Float32Array): Uint32Array {
    const middles = new Float32Array(3 * this.count)
    for (let t = 0; t < this.count; t++)
      for (let k = 0; k < 3; k++)
        middles[3 * t + k] = corners[9 * t + k] + corners[9 * t + 3 + k] + corners[9 * t + 6 + k]
    const order = Uint32Array.from({ length: this.count }, (_, t) => t)
    for (let level = 0; level < this.levels; level++)
      for (let k = 0; k < 2 ** level; k++) {
        const [from, to] = [this.start(k, level), this.start(k + 1, level)]
        placeMedian(order, from, to, this.start(2 * k + 1, level + 1), middles, longestAxis(order, from, to, middles))
      }
    return order
  }

  private boundNodes(corners: Float32Array, order: Uint32Array): void {
    const { boxes, starts } = this
    const firstLeaf = starts.length - 1
    for (let leaf = 0; leaf < firstLeaf; leaf++) {
      const at = 6 * (firstLeaf + leaf)
      boxes.fill(Infinity, at, at + 3).fill(-Infinity, at + 3, at + 6)
      for (let face = starts[leaf]; face < starts[leaf + 1]; face++)
        for (let k = 0; k < 9; k++) {
          const x = corners[9 * order[face] + k]
          if (x < boxes[at + (k % 3)]) boxes[at + (k % 3)] = x
          if (x > boxes[at + 3 + (k % 3)]) boxes[at + 3 + (k % 3)] = x
        }
    }
    for (let node = firstLeaf - 1; node > 0; node--)
      for (let k = 0; k < 3; k++) {
        boxes[6 * node + k] = Math.min(boxes[12 * node + k], boxes[12 * node + 6 + k])
        boxes[6 * node + 3 + k] = Math.max(boxes[12 * node + 3 + k], boxes[12 * node + 9 + k])
      }
  }
}

/** Axis along which the middles of order[from ... to - 1] spread farthest. */
function longestAxis(order: Uint32Array, from: number, to: number, middles: Float32Array): number {
  let [axis, longest] = [0, -1]
  for (let k = 0; k < 3; k++) {
    let [low, high] = [Infinity, -Infinity]
    for (let i = from; i < to; i++) {
      const x = middles[3 * order[i] + k]
      if (x < low) low = x
      if (x > high) high = x
    }
    if (high - low > longest) [axis, longest] = [k, high - low]
  }
  return axis
}

/** Reorders order[from ... to - 1] so that what is before `at` is not above what is there, and after it not below: Hoare's selection. */
function placeMedian(order: Uint32Array, from: number, to: number, at: number, middles: Float32Array, axis: number) {
  let [low, high] = [from, to - 1]
  while (low < high) {
    const pivot = middles[3 * order[(low + high) >>> 1] + axis]
    let [i, j] = [low, high]
    while (i <= j) {
      while (middles[3 * order[i] + axis] < pivot) i++
      while (middles[3 * order[j] + axis] > pivot) j--
      if (i > j) break
      const other = order[i]
      order[i++] = order[j]
      order[j--] = other
    }
    if (at <= j) high = j
    else if (at >= i) low = i
    else return
  }
}
