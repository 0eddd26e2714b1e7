import { expect, it } from 'vitest'
import { sortingSpaces } from '../../server/sort/sortingSpaces.js'
import type { Table } from '../../server/table/table.js'
import { Random } from '../../shared/random.js'

const [ROWS, DIMENSION] = [40, 6]

it('tells of each fit to the sorted rows, the last one as the end', () => {
  const random = new Random(3)
  const table: Table = {
    descriptor: { kind: 'foreign', numbers: 'embedding' },
    ids: Array.from({ length: ROWS }, (_, i) => `${i}`),
    classes: Array.from({ length: ROWS }, (_, i) => (i % 4 === 0 ? '' : `class ${i % 2}`)),
    dimension: DIMENSION,
    values: Float32Array.from({ length: ROWS * DIMENSION }, () => random.uniform()),
  }
  const told: [number, number][] = []
  const spaces = sortingSpaces(table, undefined, undefined, (done, total) => told.push([done, total]))
  expect(spaces.map(({ name }) => name)).toContain('refined')
  expect(told.map(([done]) => done)).toEqual(Array.from({ length: told[0][1] }, (_, i) => i + 1))
})
