import { expect, it } from 'vitest'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { placeRows } from '../../server/checkpoint/placeRows.js'
import { Random } from '../../shared/random.js'

it('places many rows as it places each alone, and tells how many are placed', () => {
  const random = new Random(5)
  const [rows, width] = [130, 6]
  const checkpoint = { network: createNetwork(2 * width, [8, 4], random), scaling: plainScaling('spiral', width) }
  const values = Float32Array.from({ length: rows * width }, () => random.uniform())
  const told: number[] = []
  const placed = placeRows(checkpoint, values, [], (done) => told.push(done))
  const alone = Array.from({ length: rows }, (_, row) => [
    ...placeRows(checkpoint, values.subarray(row * width, (row + 1) * width)).values,
  ])
  expect(placed).toEqual({ dimension: 4, values: Float32Array.from(alone.flat()) })
  expect(told.at(-1)).toBe(rows)
  expect(told.length).toBeGreaterThan(2)
})
