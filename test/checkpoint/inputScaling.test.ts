import { describe, expect, it } from 'vitest'
import { fitInputScaling, plainScaling, scaledDimension, scaleInputs } from '../../server/checkpoint/inputScaling.js'
import type { Table } from '../../server/table/table.js'
import { Random } from '../../shared/random.js'

const ROWS = 40
const CONSTANT = 2

/** Columns of very different size, one of them constant. */
function wideTable(): Table {
  const random = new Random(5, 0)
  const values = Float32Array.from({ length: 3 * ROWS }, (_, i) =>
    i % 3 === CONSTANT ? 0.25 : (random.bits() / 2 ** 32) * (i % 3 === 0 ? 1 : 1e-5),
  )
  const ids = Array.from({ length: ROWS }, (_, i) => String(i))
  return {
    descriptor: { kind: 'foreign', numbers: 'histogram' },
    ids,
    classes: ids.map(() => 'a'),
    dimension: 3,
    values,
  }
}

describe.each(['standard', 'rootStandard', 'logStandard'] as const)('scaling %s', (kind) => {
  const table = wideTable()
  const scaling = fitInputScaling(table, kind)
  const scaled = scaleInputs(table.values, scaling)

  it('brings every column to mean 0 and deviation 1, and switches constant ones off', () => {
    for (let column = 0; column < 3; column++) {
      const values = Array.from({ length: ROWS }, (_, i) => scaled[3 * i + column])
      const mean = values.reduce((sum, value) => sum + value, 0) / ROWS
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ROWS)
      expect(mean).toBeCloseTo(0, 5)
      expect(deviation).toBeCloseTo(column === CONSTANT ? 0 : 1, 5)
    }
  })

  it('keeps order and sign: a number and its opposite are as far from 0', () => {
    const plain = { ...scaling, shift: new Float32Array(3), factor: new Float32Array(3).fill(1) }
    const numbers = [-1, -1e-3, -1e-7, 0, 1e-7, 1e-3, 1]
    const found = numbers.map((number) => scaleInputs(Float32Array.of(number, 0, 0), plain)[0])
    found.forEach((value, i) => {
      expect(value).toBe(0 - found[found.length - 1 - i])
      if (i > 0) expect(value).toBeGreaterThan(found[i - 1])
    })
  })
})

describe('scaleInputs', () => {
  it('has closed forms: nothing, square root, log(1 + value / 1e-5)', () => {
    const one = { shift: Float32Array.of(0), factor: Float32Array.of(1) }
    const of = (transform: 'none' | 'root' | 'log') => scaleInputs(Float32Array.of(0.04), { transform, ...one })[0]
    expect(of('none')).toBeCloseTo(0.04, 6)
    expect(of('root')).toBeCloseTo(0.2, 6)
    expect(of('log')).toBeCloseTo(Math.log(4001), 5)
  })

  it('lays numbers on a spiral (those below 0 at 0), where squared distances are x + y - 2 √(xy) cos(0.4 ln(x / y))', () => {
    const random = new Random(7)
    const numbers = Float32Array.from({ length: 12 }, (_, i) => (i < 2 ? -i : 10 ** (-6 * (random.bits() / 2 ** 32))))
    const scaling = plainScaling('spiral', 1)
    expect(scaledDimension(scaling)).toBe(1)
    const places = scaleInputs(numbers, scaling)
    expect(places).toHaveLength(24)
    const known = numbers.map((x) => Math.max(x, 0))
    known.forEach((x, i) =>
      known.forEach((y, j) => {
        const found = (places[2 * i] - places[2 * j]) ** 2 + (places[2 * i + 1] - places[2 * j + 1]) ** 2
        const turn = x > 0 && y > 0 ? Math.cos(0.4 * Math.log(x / y)) : 0
        expect(found).toBeCloseTo(x + y - 2 * Math.sqrt(x * y) * turn, 6)
      }),
    )
  })

  it('keeps the columns of a row together', () => {
    const [one, both] = [plainScaling('spiral', 1), plainScaling('spiral', 2)]
    const rows = Float32Array.of(0.1, 0.2, 0.3, 0.4)
    expect([...scaleInputs(rows, both)]).toEqual([...rows].flatMap((x) => [...scaleInputs(Float32Array.of(x), one)]))
  })
})
