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

  it('gives the class of the nearest sorted row, with the distance and the chance that it is right', () => {
    const { placements, leaveOneOut, confidence } = placeUnsorted([plane('raw', rows)])
    expect([leaveOneOut, confidence]).toEqual([{ raw: 1 }, 'chance'])
    // All four trials are right, each 1 from its nearest: (4 + 1/2) / (4 + 1). Rows are 47 / 8 long on average, so 47 / 4 apart
    // where they have nothing in common: until there it falls.
    const sure = 0.9
    const lessSure = (distance: number): unknown => expect.closeTo((sure * (47 / 4 - distance)) / (47 / 4 - 1), 9)
    expect(placements).toEqual([
      { row: 4, class: 'red', nearest: 0, distance: 1, confidence: sure },
      { row: 5, class: 'blue', nearest: 2, distance: 2, confidence: lessSure(2) },
      { row: 6, class: 'red', nearest: 0, distance: 5, confidence: lessSure(5) },
      { row: 7, class: 'blue', nearest: 3, distance: 0, confidence: sure },
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

  it('tells of the only class there is whether a shape is as near as its own are', () => {
    const one = [
      ['red', 0, 0],
      ['red', 0, 2],
      ['', 1, 0],
      ['', 9, 0],
    ] as const
    const { placements, confidence } = placeUnsorted([plane('raw', one)])
    expect(confidence).toBe('belonging')
    expect(placements.map((placed) => placed.confidence)).toEqual([2 / 3, 0])
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
