import { areApart, meetInCorner, meetInEdge, type Triangle, type Vector } from './trianglesApart.js'

/** Numbers of a triangle's plane: its unit normal, and the product of the normal with a corner. */
const PLANE = 4
/**
 * Distance from a plane that rounding can not produce, within the unit sphere, for triangles not much longer than
 * wide.
 */
const LEAST_DISTANCE = 1e-12
/** Sine of the angle between two edges of a triangle from which on its plane is that exact. */
const LEAST_SINE = 1e-3
/** Pairs of boxes compared for each triangle, at most; more would take longer than the proof saves. */
const MOST_PAIRS = 400

/**
 * Whether a part of a closed surface may cross or touch itself anywhere but in the corners and edges of its triangles.
 * If not, its winding number is the same everywhere within, 1 or -1, and 0 outside.
 *
 * @param vertices  (3V)
 * @param triangles (3T), of which `part` holds the first corners
 */
export function mayCrossItself(vertices: Float64Array, triangles: Uint32Array, part: Uint32Array): boolean {
  return new PartPairs(vertices, triangles, part).some()
}

/** Finds triangles of a part that may meet anywhere but where they are joined. */
class PartPairs {
  /** (6 by triangle of the part) smallest x y z, largest x y z; sorted by smallest x. */
  private readonly boxes: Float64Array
  /** (PLANE by triangle); a normal is 0 where rounding leaves it in doubt. */
  private readonly planes: Float64Array
  private readonly order: Uint32Array

  constructor(
    private readonly vertices: Float64Array,
    private readonly triangles: Uint32Array,
    part: Uint32Array,
  ) {
    const least = Float64Array.from(part, (t) => Math.min(...[0, 1, 2].map((k) => vertices[3 * triangles[t + k]])))
    const rank = Uint32Array.from(part.keys()).sort((a, b) => least[a] - least[b])
    this.order = rank.map((k) => part[k])
    this.boxes = new Float64Array(6 * part.length)
    this.planes = new Float64Array(PLANE * part.length)
    for (let k = 0; k < part.length; k++) this.measure(k)
  }

  some(): boolean {
    const { boxes, order } = this
    let pairs = MOST_PAIRS * order.length
    for (let a = 0; a < order.length; a++) {
      const at = 6 * a
      const [lowY, lowZ, highX, highY, highZ] = boxes.subarray(at + 1, at + 6)
      for (let b = a + 1; b < order.length && boxes[6 * b] <= highX; b++) {
        if (--pairs < 0) return true
        const to = 6 * b
        if (boxes[to + 1] > highY || boxes[to + 4] < lowY || boxes[to + 2] > highZ || boxes[to + 5] < lowZ) continue
        if (!this.areParted(a, b) && !this.areParted(b, a) && this.mayMeet(order[a], order[b])) return true
      }
    }
    return false
  }

  /** Whether all corners of b that a does not share are on the same side of a's plane. */
  private areParted(a: number, b: number): boolean {
    const { vertices, triangles, planes, order } = this
    const at = PLANE * a
    const [t, u] = [order[a], order[b]]
    let [below, above] = [false, false]
    for (let corner = u; corner < u + 3; corner++) {
      const vertex = triangles[corner]
      if (vertex === triangles[t] || vertex === triangles[t + 1] || vertex === triangles[t + 2]) continue
      const v = 3 * vertex
      const way =
        planes[at] * vertices[v] + planes[at + 1] * vertices[v + 1] + planes[at + 2] * vertices[v + 2] - planes[at + 3]
      if (way > LEAST_DISTANCE) above = true
      else if (way < -LEAST_DISTANCE) below = true
      else return false
    }
    return below !== above
  }

  /** Tests two triangles, given by their first corners, without bounding boxes. */
  private mayMeet(t: number, u: number): boolean {
    const { triangles } = this
    const shared: [number, number][] = []
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) if (triangles[t + i] === triangles[u + j]) shared.push([i, j])
    const [first, second] = shared
    if (shared.length === 0) return !areApart(this.corners(t, 0), this.corners(u, 0))
    if (shared.length === 1) return !meetInCorner(this.corners(t, first[0]), this.corners(u, first[1]))
    if (shared.length === 3) return true
    // The shared edge begins at the corner after which the other shared corner comes next.
    const [from, to] = (first[0] + 1) % 3 === second[0] ? [first, second] : [second, first]
    return !meetInEdge(this.corners(t, from[0]), this.corners(u, to[1]))
  }

  private corners(t: number, first: number): Triangle {
    const corner = (k: number) => this.corner(this.triangles[t + (k % 3)])
    return [corner(first), corner(first + 1), corner(first + 2)]
  }

  private corner(vertex: number): Vector {
    return [this.vertices[3 * vertex], this.vertices[3 * vertex + 1], this.vertices[3 * vertex + 2]]
  }

  private measure(k: number): void {
    const { vertices, triangles, boxes, planes, order } = this
    const [a, b, c] = [3 * triangles[order[k]], 3 * triangles[order[k] + 1], 3 * triangles[order[k] + 2]]
    for (let axis = 0; axis < 3; axis++) {
      const [p, q, r] = [vertices[a + axis], vertices[b + axis], vertices[c + axis]]
      boxes[6 * k + axis] = Math.min(p, q, r)
      boxes[6 * k + 3 + axis] = Math.max(p, q, r)
    }
    const [ux, uy, uz] = [
      vertices[b] - vertices[a],
      vertices[b + 1] - vertices[a + 1],
      vertices[b + 2] - vertices[a + 2],
    ]
    const [vx, vy, vz] = [
      vertices[c] - vertices[a],
      vertices[c + 1] - vertices[a + 1],
      vertices[c + 2] - vertices[a + 2],
    ]
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const length = Math.sqrt(x * x + y * y + z * z)
    if (length <= LEAST_SINE * Math.sqrt((ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz))) return
    const at = PLANE * k
    planes[at] = x / length
    planes[at + 1] = y / length
    planes[at + 2] = z / length
    planes[at + 3] = planes[at] * vertices[a] + planes[at + 1] * vertices[a + 1] + planes[at + 2] * vertices[a + 2]
  }
}
