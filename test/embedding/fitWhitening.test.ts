import { describe, expect, it } from 'vitest'
import { fitWhitening, EMBEDDING_LENGTH } from '../../server/embedding/pretrained/fitWhitening.js'
import { runNetwork } from '../../server/embedding/network.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { measureRetrieval } from '../../server/metrics/retrieval.js'
import { Random } from '../../shared/random.js'
import type { Table } from '../../server/table/table.js'

/** Ten classes apart along one column by 1, members apart along another by 20, the rest small noise. */
function noisyTable(seed: number): Table {
  const [classCount, members, dimension] = [10, 8, 6]
  const random = new Random(seed)
  const draw = () => random.bits() / 2 ** 32 - 0.5
  const values: number[] = []
  const classes: string[] = []
  for (let i = 0; i < classCount * members; i++) {
    const name = i % classCount
    classes.push(`class ${name}`)
    const angle = (2 * Math.PI * name) / classCount
    values.push(Math.cos(angle), Math.sin(angle), 20 * draw(), 0.1 * draw(), 0.1 * draw(), 0.1 * draw())
  }
  const ids = classes.map((_, i) => `${i}`)
  return { kind: 'shape', ids, classes, dimension, values: Float32Array.from(values) }
}

describe('fitWhitening', () => {
  it('finds the classes under a difference that members of one class show among themselves', () => {
    const table = noisyTable(1)
    const layer = fitWhitening(table)
    const space = runNetwork([layer], table.values)
    expect(measureRetrieval(cosineMatrix(space, layer.outputs), table.classes).precisionAt1).toBeGreaterThan(0.85)
  })

  it('is a dense layer of at most the stated width, the same bytes every time', () => {
    const layer = fitWhitening(noisyTable(2))
    expect(layer.outputs).toBe(Math.min(EMBEDDING_LENGTH, 6))
    expect(fitWhitening(noisyTable(2))).toEqual(layer)
  })

  it('makes the shrunk within-class scatter round: closed form without noise in the classes', () => {
    const table = noisyTable(3)
    const { kernel, inputs, outputs } = fitWhitening(table)
    const strength = (column: number) =>
      Math.hypot(...Array.from({ length: outputs }, (_, o) => kernel[column * outputs + o]))
    // All of the scatter lies in column 2: half of it there plus a twelfth, a twelfth in each other: ratio sqrt(7).
    expect(inputs).toBe(6)
    expect(strength(0) / strength(2)).toBeCloseTo(Math.sqrt(7), 1)
  })
})
