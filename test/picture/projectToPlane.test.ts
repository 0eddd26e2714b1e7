import { describe, expect, it } from 'vitest'
import { projectToPlane } from '../../server/picture/projectToPlane.js'
import { testRandom } from '../cluster/randomRows.js'

describe('projectToPlane', () => {
  it('finds the plane that points were laid in, its axes and shares', () => {
    // x and y of the plane lie along two orthonormal directions of space; their variances are 4 : 1.
    const [u, v] = [
      [0.6, 0.8, 0],
      [-0.8, 0.6, 0],
    ]
    const steps = Array.from({ length: 41 }, (_, i) => (i - 20) / 20)
    const points = steps.flatMap((s) => steps.map((t) => [2 * s, t]))
    const values = Float32Array.from(points.flatMap(([s, t]) => [0, 1, 2].map((i) => 7 + s * u[i] + t * v[i])))
    const { coordinates, explained } = projectToPlane(values, points.length, 3)
    expect(explained[0]).toBeCloseTo(0.8, 5)
    expect(explained[1]).toBeCloseTo(0.2, 5)
    points.forEach(([s, t], i) => {
      expect(coordinates[2 * i]).toBeCloseTo(s, 5) // the peak of u is positive
      expect(coordinates[2 * i + 1]).toBeCloseTo(-t, 5) // the peak of v is negative: turned round
    })
  })

  it('keeps the picture when rows come in another order', () => {
    const random = testRandom(5)
    const rows = Array.from({ length: 60 }, () => Array.from({ length: 16 }, () => random() - 0.5))
    const forward = projectToPlane(Float32Array.from(rows.flat()), 60, 16).coordinates
    const backward = projectToPlane(Float32Array.from(rows.toReversed().flat()), 60, 16).coordinates
    for (let i = 0; i < 60; i++) expect(backward[2 * (59 - i)]).toBeCloseTo(forward[2 * i], 5)
  })

  it('gives few rows of many numbers the same picture as without numbers that are 0', () => {
    const random = testRandom(6)
    const rows = Array.from({ length: 30 }, () => Array.from({ length: 16 }, () => random() - 0.5))
    const wide = rows.map((row) => [...row, ...Array.from({ length: 40 }, () => 0)])
    const [narrow, padded] = [
      projectToPlane(Float32Array.from(rows.flat()), 30, 16),
      projectToPlane(Float32Array.from(wide.flat()), 30, 56),
    ]
    padded.coordinates.forEach((value, i) => expect(value).toBeCloseTo(narrow.coordinates[i], 5))
    padded.explained.forEach((share, side) => expect(share).toBeCloseTo(narrow.explained[side], 9))
  })

  it('puts two rows of many numbers on a line', () => {
    const random = testRandom(7)
    const { coordinates, explained } = projectToPlane(Float32Array.from({ length: 40 }, random), 2, 20)
    expect(explained[0]).toBeCloseTo(1, 9)
    expect([coordinates[1], coordinates[3]]).toEqual([0, 0])
  })

  it.each([
    { name: 'one row', values: [3, 4], count: 1, dimension: 2, explained: [0, 0] },
    { name: 'equal rows', values: [3, 4, 3, 4], count: 2, dimension: 2, explained: [0, 0] },
    { name: 'one number a row', values: [1, 2, 6], count: 3, dimension: 1, explained: [1, 0] },
  ])('is defined for $name', ({ values, count, dimension, explained }) => {
    const plane = projectToPlane(Float32Array.from(values), count, dimension)
    expect(plane.explained).toEqual(explained)
    expect(plane.coordinates.every(Number.isFinite)).toBe(true)
  })
})
