import { describe, expect, it } from 'vitest'
import { rowDistance } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import { compareSpace, growSpace, type CompareSpace } from '../../server/scene/compareSpace.js'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import type { Table } from '../../server/table/table.js'
import { testRandom } from '../cluster/randomRows.js'

const SEED = 11
const DIMENSION = 12

const tableOf = (numbers: 'embedding' | 'histogram', values: Float32Array): Table => {
  const ids = Array.from({ length: values.length / DIMENSION }, (_, i) => `s${i}`)
  return { descriptor: { kind: 'foreign', numbers }, ids, classes: ids.map(() => ''), dimension: DIMENSION, values }
}
const randomTable = (numbers: 'embedding' | 'histogram', count: number): Table => {
  const random = testRandom(SEED)
  const values = Float32Array.from({ length: count * DIMENSION }, () => random())
  return tableOf(numbers, numbers === 'embedding' ? normalizeRows(values, DIMENSION) : values)
}
const distanceOf = ({ rows: { values, ids, dimension }, metric, unit }: CompareSpace) => {
  const prepared = prepareRows({ values, count: ids.length, dimension }, metric).values
  return (i: number, j: number) => unit * rowDistance[metric](prepared, i, prepared, j, dimension)
}

describe('the space in which the shapes of a scene are compared', () => {
  it('is the form alone where size does not count', () => {
    const form = randomTable('embedding', 4)
    expect(compareSpace(form).rows).toBe(form)
  })

  it.each([
    ['embedding', (doublings: number) => (doublings / 2) ** 2],
    ['histogram', (doublings: number) => doublings / 2],
  ] as const)('of an %s with sizes adds what they are apart to what the forms are apart', (numbers, apart) => {
    const count = 20
    const random = testRandom(SEED + 1)
    const form = randomTable(numbers, count)
    const sizes = Float32Array.from({ length: count }, () => 2 ** (40 * random() - 20)) // a micrometre to 1,000 km
    const space = compareSpace(form, sizes)
    const farthest = compareSpace(form).likeness.distanceOf(0)
    const [alone, both] = [distanceOf(compareSpace(form)), distanceOf(space)]
    for (let i = 0; i < count; i++)
      for (let j = 0; j < i; j++) {
        const doublings = Math.abs(Math.log2(sizes[i] / sizes[j]))
        if (doublings > 4) {
          expect(both(i, j)).toBeGreaterThan(farthest)
          continue
        }
        expect(both(i, j)).toBeCloseTo(alone(i, j) + farthest * apart(doublings), 2)
      }
  })

  it('says 75, 0 and 98 % of the same form twice, four times and a fifth as large again', () => {
    const form = tableOf('embedding', normalizeRows(new Float32Array(4 * DIMENSION).fill(1), DIMENSION))
    const space = compareSpace(form, [1, 2, 4, 1.2])
    const distance = distanceOf(space)
    const percents = [1, 2, 3].map((other) => Math.round(space.likeness.percentOf(distance(0, other) / space.unit)))
    expect(percents).toEqual([75, 0, 98])
  })

  it('grows a tree whose heights are on the scale of the form', async () => {
    const one = randomTable('embedding', 1)
    const form = tableOf('embedding', Float32Array.from([...one.values, ...one.values, ...one.values]))
    const { tree } = await growSpace(compareSpace(form, [1, 2, 2]), {})
    expect(tree.heights[0]).toBeCloseTo(0, 6)
    expect(tree.heights[1]).toBeCloseTo(0.25, 3)
  })
})
