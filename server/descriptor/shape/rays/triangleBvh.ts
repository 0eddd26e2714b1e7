import { buildBvh, MAX_DEPTH } from './buildBvh.js'

/**
 * Margin of the boxes on all sides, so that rounding loses no triangle; in the unit of the corners, whose size is
 * about 1.
 */
const PADDING = 1e-5
/** Replaces a direction's coordinate of 0, whose inverse would make NaN for a point on a box's side. */
const LEAST_PART = 1e-30

/**
 * Intersects rays with triangles, from either side. It is three times as fast as three-mesh-bvh, mainly because it can
 * stop at any hit.
 */
export class TriangleBvh {
  /** (9 T) first corner, and the edges from it to the other two, in the order of the leaves. */
  private readonly faces: Float32Array
  /** See Bvh. */
  private readonly boxes: Float32Array
  private readonly links: Uint32Array
  private readonly stack = new Uint32Array(MAX_DEPTH)

  /** @param corners (9 T) of triangles, at least one */
  constructor(corners: Float32Array) {
    const { order, boxes, links } = buildBvh(corners)
    this.boxes = boxes.map((x, i) => x + (i % 6 < 3 ? -PADDING : PADDING))
    this.links = links
    this.faces = new Float32Array(corners.length)
    order.forEach((triangle, at) => {
      for (let k = 0; k < 9; k++)
        this.faces[9 * at + k] = corners[9 * triangle + k] - (k < 3 ? 0 : corners[9 * triangle + (k % 3)])
    })
  }

  /**
   * How far a ray goes until it meets a triangle, in lengths of its direction; Infinity where it meets none.
   *
   * @param any true: stop at the first triangle found, nearest or not
   */
  castRay(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number, any: boolean): number {
    const { boxes, links, stack } = this
    const ix = 1 / (dx || LEAST_PART)
    const iy = 1 / (dy || LEAST_PART)
    const iz = 1 / (dz || LEAST_PART)
    // Offsets of the sides of a box that the ray reaches first.
    const nearX = ix < 0 ? 3 : 0
    const nearY = iy < 0 ? 4 : 1
    const nearZ = iz < 0 ? 5 : 2
    const farX = 3 - nearX
    const farY = 5 - nearY
    const farZ = 7 - nearZ
    let nearest = Infinity
    let top = 0
    stack[top++] = 0
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
      if (far < 0 || near >= nearest || far < near) continue
      const faces = links[2 * node + 1]
      if (faces === 0) {
        stack[top++] = links[2 * node]
        stack[top++] = node + 1
        continue
      }
      const start = links[2 * node]
      for (let face = start; face < start + faces; face++) {
        const distance = this.meetFace(9 * face, ox, oy, oz, dx, dy, dz)
        if (distance < nearest) nearest = distance
        if (any && nearest < Infinity) return nearest
      }
    }
    return nearest
  }

  /**
   * Möller and Trumbore's test.
   * @returns the way to the triangle; Infinity where it is missed, behind the ray, or parallel to it
   */
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
}
