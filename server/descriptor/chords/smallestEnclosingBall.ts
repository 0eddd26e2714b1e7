export interface Ball {
  readonly center: [number, number, number]
  readonly radius: number
}

/** A corner counts as dependent on the others when it adds less than this share of the ball's squared radius. */
const DEPENDENT = 1e-12
/**
 * A point this little outside, as a share of the squared radius, counts as inside: that is rounding, not geometry.
 */
const INSIDE = 1e-14
/** Each round, the farthest point makes the ball strictly larger; real meshes need fewer than 20 rounds. */
const MOST_ROUNDS = 1000

/**
 * Smallest ball that holds all points, exact but for rounding: Welzl's move-to-front recursion, driven by the farthest point.
 *
 * @param points (3N) x y z, N >= 1, finite
 * @see   Welzl, "Smallest enclosing disks (balls and ellipsoids)", 1991; Gärtner, "Fast and robust smallest enclosing balls", ESA 1999
 */
export function smallestEnclosingBall(points: Float64Array): Ball {
  const corners = new Corners(points)
  const front: number[] = [] // points that mattered so far, the latest first
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const farthest = corners.farthest()
    if (corners.holds(farthest) || !corners.push(farthest)) break
    enclose(corners, front, front.length)
    corners.pop()
    const at = front.indexOf(farthest)
    if (at >= 0) front.splice(at, 1)
    front.unshift(farthest)
  }
  const farthest = corners.farthest()
  return { center: corners.center(), radius: Math.sqrt(corners.distance2(farthest)) }
}

/** Smallest ball over the first `count` of `front` with the present corners on its surface. */
function enclose(corners: Corners, front: number[], count: number): void {
  corners.fit()
  if (corners.count === 4) return
  for (let i = 0; i < count; i++) {
    const point = front[i]
    if (corners.holds(point) || !corners.push(point)) continue
    enclose(corners, front, i)
    corners.pop()
    front.splice(i, 1)
    front.unshift(point)
  }
}

/** Up to four points on the surface of a ball, and the ball that was last fitted to them. */
class Corners {
  count = 0
  private readonly stack = new Int32Array(4)
  /** Orthogonal directions from the first corner, by Gram-Schmidt, with their squared lengths. */
  private readonly directions = new Float64Array(12)
  private readonly lengths2 = new Float64Array(4)
  /** Center of the ball through the first k corners, relative to corner 0, and its squared radius. */
  private readonly centers = new Float64Array(12)
  private readonly radii2 = new Float64Array(4)
  private readonly fitted = new Float64Array(3)
  private fittedRadius2 = -1

  constructor(private readonly points: Float64Array) {
    this.fitted.set(points.subarray(0, 3))
  }

  center(): [number, number, number] {
    return [this.fitted[0], this.fitted[1], this.fitted[2]]
  }

  distance2(point: number): number {
    const { points, fitted } = this
    return (
      (points[3 * point] - fitted[0]) ** 2 +
      (points[3 * point + 1] - fitted[1]) ** 2 +
      (points[3 * point + 2] - fitted[2]) ** 2
    )
  }

  holds(point: number): boolean {
    return this.distance2(point) <= this.fittedRadius2 * (1 + INSIDE)
  }

  farthest(): number {
    let best = 0
    let bestDistance = -1
    for (let point = 0; point < this.points.length / 3; point++) {
      const distance = this.distance2(point)
      if (distance > bestDistance) [best, bestDistance] = [point, distance]
    }
    return best
  }

  /**
   * Adds a corner.
   * @returns false where it lies in the plane (or line, or point) of the others and on no larger ball
   */
  push(point: number): boolean {
    const { points, stack, directions, lengths2, centers, radii2, count } = this
    if (count === 4) return false
    stack[count] = point
    if (count === 0) {
      centers.fill(0, 0, 3)
      radii2[0] = 0
      this.count = 1
      return true
    }
    const at = 3 * count
    const origin = 3 * stack[0]
    const before = at - 3
    const q = [0, 1, 2].map((axis) => points[3 * point + axis] - points[origin + axis])
    directions.set(q, at)
    for (let k = 1; k < count; k++) {
      const share = dot(directions, at, directions, 3 * k) / lengths2[k]
      for (let axis = 0; axis < 3; axis++) directions[at + axis] -= share * directions[3 * k + axis]
    }
    lengths2[count] = dot(directions, at, directions, at)
    if (lengths2[count] <= DEPENDENT * Math.max(radii2[count - 1], q[0] ** 2 + q[1] ** 2 + q[2] ** 2)) return false
    // The new center lies above the old one, where the distances to the old corners and to q agree.
    const offset = [0, 1, 2].map((axis) => q[axis] - centers[before + axis])
    const excess = offset[0] ** 2 + offset[1] ** 2 + offset[2] ** 2 - radii2[count - 1]
    const rise = excess / (2 * lengths2[count])
    for (let axis = 0; axis < 3; axis++) centers[at + axis] = centers[before + axis] + rise * directions[at + axis]
    radii2[count] = dot(centers, at, centers, at)
    this.count++
    return true
  }

  pop(): void {
    this.count--
  }

  /** Makes the ball through the present corners the one that `holds` tests against. */
  fit(): void {
    const last = this.count - 1
    if (last < 0) return
    for (let axis = 0; axis < 3; axis++)
      this.fitted[axis] = this.points[3 * this.stack[0] + axis] + this.centers[3 * last + axis]
    this.fittedRadius2 = this.radii2[last]
  }
}

const dot = (a: Float64Array, i: number, b: Float64Array, j: number): number =>
  a[i] * b[j] + a[i + 1] * b[j + 1] + a[i + 2] * b[j + 2]
