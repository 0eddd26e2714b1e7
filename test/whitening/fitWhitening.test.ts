import { describe, expect, it } from 'vitest'
import { fitWhitening } from '../../server/whitening/fitWhitening.js'
import { runNetwork, type DenseLayer } from '../../server/checkpoint/network.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { measureRetrieval } from '../../server/metrics/retrieval.js'
import { Random } from '../../shared/random.js'
import type { Table } from '../../server/table/table.js'
import { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'

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
  return {
    descriptor: { kind: 'foreign', numbers: 'histogram' },
    ids,
    classes,
    dimension,
    values: Float32Array.from(values),
  }
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, k) => sum + x * b[k], 0)

/** Rows as the layer leaves them, before they are divided by their length. */
function rowsAtLayer({ inputs, outputs, kernel, bias }: DenseLayer, { ids, values }: Table): number[][] {
  return ids.map((_, i) =>
    Array.from(bias, (shift, o) => {
      let sum = shift
      for (let k = 0; k < inputs; k++) sum += values[i * inputs + k] * kernel[k * outputs + o]
      return sum
    }),
  )
}

const OPTIONS = WhiteningOptions.parse({ shrinkage: 0.5, emphasis: 0, plain: 0 })
const fit = (table: Table) => fitWhitening([{ table, weight: 1 }], OPTIONS)

describe('fitWhitening', () => {
  it('finds the classes under a difference that members of one class show among themselves', () => {
    const table = noisyTable(1)
    const layer = fit(table)
    const space = runNetwork([layer], table.values)
    expect(measureRetrieval(cosineMatrix(space, layer.outputs), table.classes).precisionAt1).toBeGreaterThan(0.85)
  })

  it('is a dense layer of at most as many numbers as its rows have, the same bytes every time', () => {
    const layer = fit(noisyTable(2))
    expect(layer.outputs).toBe(6)
    expect(fit(noisyTable(2))).toEqual(layer)
  })

  it('makes the shrunk within-class scatter round: closed form without noise in the classes', () => {
    const table = noisyTable(3)
    const { kernel, inputs, outputs } = fit(table)
    const strength = (column: number) =>
      Math.hypot(...Array.from({ length: outputs }, (_, o) => kernel[column * outputs + o]))
    // All of the scatter lies in column 2: half of it there plus a twelfth, a twelfth in each other: ratio sqrt(7).
    expect(inputs).toBe(6)
    expect(strength(0) / strength(2)).toBeCloseTo(Math.sqrt(7), 1)
  })

  it('lets directions count more in which whitened rows vary more: by 1 + emphasis * variance over the mean one', () => {
    const table = noisyTable(5)
    const emphasis = 3
    const place = (options: WhiteningOptions) => rowsAtLayer(fitWhitening([{ table, weight: 1 }], options), table)
    const [white, emphasized] = [place(OPTIONS), place({ ...OPTIONS, emphasis })]
    const scatter = white[0].map((_, a) => white[0].map((_, b) => white.reduce((sum, row) => sum + row[a] * row[b], 0)))
    const meanScatter = scatter.reduce((sum, row, a) => sum + row[a], 0) / scatter.length
    const turned = (row: number[]) => scatter.map((values) => dot(values, row))
    const pairs = [0, 1, 10, 33].flatMap((x) => [0, 7].map((y) => [x, y] as const))
    for (const [x, y] of pairs)
      expect(dot(emphasized[x], emphasized[y])).toBeCloseTo(
        dot(white[x], white[y]) + (emphasis / meanScatter) * dot(white[x], turned(white[y])),
        2,
      )
  })

  it('keeps a share of what was before: added inner products of the rows about their mean, so much of the whole', () => {
    const table = noisyTable(6)
    const plain = 0.3
    const place = (options: WhiteningOptions) => rowsAtLayer(fitWhitening([{ table, weight: 1 }], options), table)
    const options = { ...OPTIONS, emphasis: 2 }
    const [learned, both] = [place(options), place({ ...options, plain })]
    const rows = table.ids.map((_, i) => [...table.values.subarray(6 * i, 6 * i + 6)])
    const mean = rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length)
    const centered = rows.map((row) => row.map((x, k) => x - mean[k]))
    const squares = (list: number[][]) => list.reduce((sum, row) => sum + dot(row, row), 0)
    expect(squares(learned) / squares(both)).toBeCloseTo(1 - plain, 5)
    const factor = (squares(both) - squares(learned)) / squares(centered)
    for (const x of [0, 1, 10, 33])
      for (const y of [0, 7, 40])
        expect(dot(both[x], both[y])).toBeCloseTo(
          dot(learned[x], learned[y]) + factor * dot(centered[x], centered[y]),
          2,
        )
  })

  it('learns from a second lesson what members of a class do not show', () => {
    const table = noisyTable(4)
    const quiet = { ...table, values: table.values.map((x, i) => (i % 6 === 2 ? x / 20 : x)) }
    // Copies that differ in column 1 alone: after that lesson column 1 says less than column 0.
    const shown = (index: number) => {
      const values = new Float32Array(12)
      values.set([0, index, 0, 0, 0, 0, 0, -index, 0, 0, 0, 0])
      return [...values]
    }
    const copies: Table = {
      ...table,
      ids: [...Array(20).keys()].map(String),
      classes: [...Array(20).keys()].map((i) => `pair ${i >> 1}`),
      values: Float32Array.from([...Array(10).keys()].flatMap((i) => shown(i / 10))),
    }
    const strengths = ({ kernel, outputs }: ReturnType<typeof fit>) =>
      [0, 1].map((column) => Math.hypot(...kernel.subarray(column * outputs, (column + 1) * outputs)))
    const [before, after] = [
      strengths(fit(quiet)),
      strengths(
        fitWhitening(
          [
            { table: quiet, weight: 1 },
            { table: copies, weight: 1 },
          ],
          OPTIONS,
        ),
      ),
    ]
    expect(before[1] / before[0]).toBeCloseTo(1, 1)
    expect(after[1] / after[0]).toBeLessThan(0.7)
  })
})
