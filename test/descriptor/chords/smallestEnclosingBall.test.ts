import { describe, expect, it } from 'vitest'
import { smallestEnclosingBall } from '../../../server/descriptor/chords/smallestEnclosingBall.js'
import { Random } from '../../../shared/random.js'

type Vector = readonly [number, number, number]

const distance = (a: Vector, b: Vector) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
const pointsOf = (values: Float64Array): Vector[] =>
  Array.from({ length: values.length / 3 }, (_, i) => [values[3 * i], values[3 * i + 1], values[3 * i + 2]])

/**
 * Radius of the smallest ball by another way: a step toward the farthest point, each shorter than the last.
 * @see Badoiu and Clarkson, "Smaller core-sets for balls", 2003: within 1 / sqrt(rounds) of the radius
 */
function radiusByWalking(points: readonly Vector[], rounds: number): number {
  let center: Vector = points[0]
  let best = Infinity
  for (let round = 1; round <= rounds; round++) {
    const far = points.reduce((a, b) => (distance(center, b) > distance(center, a) ? b : a))
    best = Math.min(best, distance(center, far))
    const [cx, cy, cz] = center
    center = [cx + (far[0] - cx) / (round + 1), cy + (far[1] - cy) / (round + 1), cz + (far[2] - cz) / (round + 1)]
  }
  return best
}

/** The ball's center is a mean of points on its surface: no smaller ball holds these (Welzl 1991). */
function isPinned(points: readonly Vector[], center: Vector, radius: number): boolean {
  const touching = points.filter((point) => distance(point, center) > radius * (1 - 1e-9))
  // A direction in which every touching point lies ahead would let the ball shrink; walk toward one.
  let direction: Vector = [0, 0, 0]
  for (let round = 1; round < 20_000; round++) {
    const ahead = (point: Vector) =>
      (point[0] - center[0]) * direction[0] +
      (point[1] - center[1]) * direction[1] +
      (point[2] - center[2]) * direction[2]
    const least = touching.reduce((a, b) => (ahead(b) < ahead(a) ? b : a))
    direction = [0, 1, 2].map(
      (axis) => direction[axis] + ((least[axis] - center[axis]) / radius - direction[axis]) / (round + 1),
    ) as unknown as Vector
  }
  return Math.hypot(...direction) < 0.02
}

describe('smallestEnclosingBall', () => {
  const kinds: Record<string, (random: Random) => Vector> = {
    'in a cube': (random) => [random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(-1, 1)],
    'on a sphere': (random) => {
      const [x, y, z] = [random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(-1, 1)]
      const length = Math.hypot(x, y, z)
      return [3 + x / length, y / length, z / length]
    },
    'on a grid': (random) => [random.below(4), random.below(4), random.below(4)],
    'in a plane': (random) => [random.decimal(-1, 1), random.decimal(-1, 1), 5],
    'on a line': (random) => {
      const x = random.decimal(-1, 1)
      return [x, 2 * x, -x]
    },
  }
  const counts = [1, 2, 3, 4, 5, 12, 60]

  it.each(Object.entries(kinds))('holds all points %s and can not be smaller', (_, draw) => {
    for (const count of counts) {
      const seed = count
      const random = new Random(seed)
      const values = Float64Array.from(Array.from({ length: count }, () => draw(random)).flat())
      const points = pointsOf(values)
      const { center, radius } = smallestEnclosingBall(values)
      const farthest = Math.max(...points.map((point) => distance(point, center)))
      expect({ seed, radius }).toEqual({ seed, radius: expect.closeTo(farthest, 12) as number })
      expect({ seed, pinned: radius === 0 || isPinned(points, center, radius) }).toEqual({ seed, pinned: true })
      const walked = radiusByWalking(points, 3000)
      expect(walked).toBeGreaterThanOrEqual(radius * (1 - 1e-12))
      expect(walked).toBeLessThan(radius * 1.03 + 1e-12)
    }
  })

  it('is the circumscribed sphere of a regular tetrahedron and the diameter of an obtuse triangle', () => {
    const tetrahedron = smallestEnclosingBall(Float64Array.of(1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1))
    expect(tetrahedron.radius).toBeCloseTo(Math.sqrt(3), 14)
    const obtuse = smallestEnclosingBall(Float64Array.of(-2, 0, 0, 2, 0, 0, 0.5, 0.5, 0))
    expect(obtuse).toEqual({ center: [0, 0, 0], radius: 2 })
  })
})
