import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutConcave } from '../../server/mesh/cutConcave.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'

type Point = readonly [number, number, number]

const obj = (points: readonly Point[]): Buffer =>
  Buffer.from(`${points.map((p) => `v ${p.join(' ')}\n`).join('')}f ${points.map((_, i) => i + 1).join(' ')}\n`)

/** Sum of the areas of the triangles, each counted positive: more than the outline's where they overlap or stick out. */
function coveredArea(positions: Float32Array): number {
  let sum = 0
  for (let t = 0; t < positions.length; t += 9) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = positions.subarray(t, t + 9)
    const [ux, uy, uz, vx, vy, vz] = [bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az]
    sum += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2
  }
  return sum
}

/** A star around the origin in the plane z = x + 2y, whose area is that of its shadow times the slope. */
const star = (radii: readonly number[]): Point[] =>
  radii.map((radius, i) => {
    const [x, y] = [
      radius * Math.cos((2 * Math.PI * i) / radii.length),
      radius * Math.sin((2 * Math.PI * i) / radii.length),
    ]
    return [x, y, x + 2 * y]
  })
const starArea = (radii: readonly number[]): number => {
  const sine = Math.sin((2 * Math.PI) / radii.length)
  return radii.reduce((sum, radius, i) => sum + (radius * radii[(i + 1) % radii.length] * sine) / 2, 0) * Math.sqrt(6)
}

describe('cutConcave', () => {
  it('covers exactly the area of any star, whichever corner comes first', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.3, max: 3, noNaN: true }), { minLength: 5, maxLength: 40 }), (radii) => {
        const area = coveredArea(parseMesh(obj(star(radii)), 'obj').positions)
        expect(area / starArea(radii)).toBeCloseTo(1, 4)
      }),
    )
  })

  it('turns every triangle the way the outline turns', () => {
    const { positions } = parseMesh(obj(star([3, 0.5, 3, 0.5, 3, 0.5, 3, 0.5])), 'obj')
    for (let t = 0; t < positions.length; t += 9) {
      const [ax, ay, , bx, by, , cx, cy] = positions.subarray(t, t + 9)
      expect((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).toBeGreaterThan(0)
    }
  })

  it('leaves the fan of a convex polygon as it is', () => {
    const fan = new Float32Array([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0])
    const before = fan.slice()
    expect(cutConcave(fan, [{ firstTriangle: 0, corners: 4 }]).positions).toBe(fan)
    expect(fan).toEqual(before)
  })

  it('keeps the triangles around a cut polygon', () => {
    const arrow = 'v 0 0 0\nv 4 2 0\nv 0 4 0\nv 1 2 0\n'
    // The fan of the arrow around its second corner is right, around its first it sticks out.
    const { positions } = parseMesh(Buffer.from(`${arrow}f 2 3 4\nf 1 2 3 4\nf 4 3 2\n`), 'obj')
    expect([...positions.subarray(0, 9)]).toEqual([4, 2, 0, 0, 4, 0, 1, 2, 0])
    expect([...positions.subarray(-9)]).toEqual([1, 2, 0, 0, 4, 0, 4, 2, 0])
    expect(coveredArea(positions.slice(9, -9))).toBeCloseTo(6, 6)
  })

  it('refuses outlines that would take too long', () => {
    const zigzag = Array.from({ length: 3000 }, (_, i): Point => [i, i % 2 === 0 ? 0 : 5000 + i, 0])
    expect(() => parseMesh(obj(zigzag), 'obj')).toThrow(expect.objectContaining({ code: 'mesh.tooConcave' }))
  })
})
