import { describe, expect, it } from 'vitest'
import { placeUnsorted, type Space } from '../../server/sort/placeUnsorted.js'
import type { Table } from '../../server/table/table.js'

/** Points in the plane with a class each; '' = unsorted. */
function plane(name: string, points: readonly (readonly [string, number, number])[]): Space {
  const table: Table = {
    descriptor: { kind: 'foreign', numbers: 'histogram' },
    ids: points.map((_, i) => `shape ${i}`),
    classes: points.map(([label]) => label),
    dimension: 2,
    values: Float32Array.from(points.flatMap(([, x, y]) => [x, y])),
  }
  return { name, table, metric: 'l1' }
}

describe('placeUnsorted', () => {
  const rows = [
    ['red', 0, 0],
    ['red', 0, 1],
    ['blue', 10, 0],
    ['blue', 10, 1],
    ['', 1, 0],
    ['', 8, 0],
    ['', 5, 0],
    ['', 10, 1],
  ] as const

  it('gives the class of the nearest sorted row, with the distance and how much farther another class is', () => {
    const { placements, leaveOneOut } = placeUnsorted([plane('raw', rows)])
    expect(leaveOneOut).toEqual({ raw: 1 })
    expect(placements).toEqual([
      { row: 4, class: 'red', nearest: 0, distance: 1, confidence: 1 - 1 / 9 },
      { row: 5, class: 'blue', nearest: 2, distance: 2, confidence: 1 - 2 / 8 },
      { row: 6, class: 'red', nearest: 0, distance: 5, confidence: 0 },
      { row: 7, class: 'blue', nearest: 3, distance: 0, confidence: 1 },
    ])
  })

  it('decides by the space in which the sorted rows find their own classes best, by the first of equal ones', () => {
    const mixed = rows.map(([label, x, y]) => [label, y * 10, x / 100] as const)
    expect(placeUnsorted([plane('mixed', mixed), plane('raw', rows)])).toMatchObject({
      space: 'raw',
      leaveOneOut: { mixed: 0, raw: 1 },
    })
    expect(placeUnsorted([plane('first', rows), plane('second', rows)]).space).toBe('first')
  })

  it('is sure of the only class there is', () => {
    const { placements } = placeUnsorted([
      plane('raw', [
        ['red', 0, 0],
        ['', 3, 0],
      ]),
    ])
    expect(placements).toEqual([{ row: 1, class: 'red', nearest: 0, distance: 3, confidence: 1 }])
  })

  it.each([
    ['sort.noClass', ['', '']],
    ['sort.nothingToPlace', ['red', 'blue']],
  ])('refuses with %s', (code, [first, second]) => {
    const space = plane('raw', [
      [first, 0, 0],
      [second, 1, 0],
    ])
    expect(() => placeUnsorted([space])).toThrow(expect.objectContaining({ code }))
  })
})
