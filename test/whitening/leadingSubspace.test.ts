import { describe, expect, it } from 'vitest'
import { leadingSubspace } from '../../server/whitening/leadingSubspace.js'
import { Random } from '../../shared/random.js'

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * b[k], 0)

/** Rows that vary by 9, 4 and 1 along three axes and by 0.1 along the others. */
function makeRows(count: number, size: number): Float64Array[] {
  const random = new Random(5)
  const deviation = (axis: number) => [9, 4, 1][axis] ?? 0.1
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, (_, axis) => deviation(axis) * (random.bits() / 2 ** 32 - 0.5)),
  )
}

describe.each([
  ['more rows than numbers', 200, 20],
  ['fewer rows than numbers', 60, 100],
])('leadingSubspace of %s', (_, count, size) => {
  const basis = leadingSubspace(makeRows(count, size), 3)

  it('is orthonormal', () => {
    basis.forEach((a, i) => basis.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 9)))
  })

  it('holds the axes along which the rows vary most', () => {
    for (const axis of [0, 1, 2]) expect(Math.hypot(...basis.map((direction) => direction[axis]))).toBeGreaterThan(0.97)
  })
})

it('is orthonormal also where rows vary in fewer directions than are asked for, and in all of them', () => {
  const rows = makeRows(60, 30).map((row) => row.map((value, axis) => (axis < 4 ? value : 0)))
  const slanted = rows.map((row) => row.map((_, k) => row[0] + row[1] * Math.cos(k) + row[2] * k + row[3] * (k % 3)))
  for (const count of [3, 12, 29, 30]) {
    const basis = leadingSubspace(slanted, count)
    expect(basis).toHaveLength(count)
    basis.forEach((a, i) => basis.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 7)))
  }
})
