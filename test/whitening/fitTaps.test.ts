import { PCA } from 'ml-pca'
import { describe, expect, it } from 'vitest'
import { runNetwork, type DenseLayer } from '../../server/checkpoint/network.js'
import { averageTaps, cutTap, tapsWithLayers, VIEW_TAPS } from '../../server/checkpoint/viewBlock.js'
import { TAPS } from '../../server/views/network/viewNetwork.js'
import { fitTaps } from '../../server/whitening/fitTaps.js'
import { Random } from '../../shared/random.js'

/** Looks that vary in `rank` hidden ways, each less than the one before, about a common look. */
function randomLooks(seed: number, shapes: number, views: number, rank: number): Float32Array[] {
  const random = new Random(seed)
  const draw = () => random.bits() / 2 ** 31 - 1
  const common = Float64Array.from({ length: TAPS }, () => 3 + draw())
  const ways = Array.from({ length: rank }, (_, k) => Float64Array.from({ length: TAPS }, () => draw() / (k + 1)))
  return Array.from({ length: shapes }, () => {
    const taps = new Float32Array(views * TAPS)
    for (let view = 0; view < views; view++) {
      const shares = ways.map(draw)
      for (let i = 0; i < TAPS; i++)
        taps[view * TAPS + i] = ways.reduce((sum, way, k) => sum + shares[k] * way[i], common[i])
    }
    return taps
  })
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0)

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)

/** (rows) what a layer makes of rows, not brought to length 1. */
function apply({ inputs, outputs, kernel, bias }: DenseLayer, rows: Float32Array): number[][] {
  return Array.from({ length: rows.length / inputs }, (_, i) =>
    Array.from({ length: outputs }, (_, j) => {
      let sum = bias[j]
      for (let k = 0; k < inputs; k++) sum += rows[i * inputs + k] * kernel[k * outputs + j]
      return sum
    }),
  )
}

/** Variances along the principal axes of rows, largest first. */
function varianceAlongAxes(parts: readonly Float32Array[], width: number): number[] {
  const rows = parts.flatMap((part) =>
    Array.from({ length: part.length / width }, (_, i) => [...part.subarray(i * width, (i + 1) * width)]),
  )
  return new PCA(rows, { method: 'SVD' }).getEigenvalues()
}

const NAMES = VIEW_TAPS.map(({ name }) => name)

describe('fitTaps', () => {
  it('takes mean and correlation out, and what is rarer counts less, by the shrinkage', () => {
    const looks = randomLooks(5, 60, 3, 6)
    const fitted = tapsWithLayers(fitTaps(looks, NAMES))
    expect(fitted.map(({ name }) => name)).toEqual(NAMES)
    for (const { layer, start, width } of fitted) {
      expect([layer.inputs, layer.outputs]).toEqual([width, Math.min(128, width)])
      const rows = looks.flatMap((taps) => apply(layer, cutTap(taps, start, width)))
      const columns = Array.from({ length: layer.outputs }, (_, j) => rows.map((row) => row[j]))
      const variances = columns.map((column) => dot(column, column) / (rows.length - 1))
      columns.forEach((column) =>
        expect(Math.abs(column.reduce((sum, value) => sum + value, 0)) / rows.length).toBeLessThan(1e-3),
      )
      // v / (v + a tenth of the mean of those kept), v by another method: all eigenvalues of the whole covariance.
      const all = varianceAlongAxes(
        looks.map((taps) => cutTap(taps, start, width)),
        width,
      ).slice(0, layer.outputs)
      const round = all.reduce((sum, value) => sum + value, 0) / (10 * layer.outputs)
      for (let k = 0; k < 6; k++) expect(variances[k]).toBeCloseTo(all[k] / (all[k] + round), 3)
      for (let a = 0; a < 6; a++)
        for (let b = 0; b < a; b++) expect(Math.abs(dot(columns[a], columns[b])) / rows.length).toBeLessThan(1e-3)
    }
  })

  it('gives fewer numbers where there are fewer views, and the same bytes for the same looks', () => {
    const looks = randomLooks(6, 5, 2, 4)
    const fitted = fitTaps(looks, NAMES)
    expect(tapsWithLayers(fitted).map(({ layer }) => layer.outputs)).toEqual([9, 9, 9, 9, 9])
    expect(fitTaps(looks, NAMES)).toEqual(fitted)
  })

  it('learns the taps that it is told to, each by itself', () => {
    const looks = randomLooks(8, 5, 2, 4)
    const { early, earlyDeviation } = fitTaps(looks, NAMES)
    expect(fitTaps(looks, ['earlyDeviation', 'early'])).toEqual({ early, earlyDeviation })
  })
})

it('the taps lie side by side, and fill a view', () => {
  let end = 0
  for (const { start, width } of VIEW_TAPS) {
    expect(start).toBe(end)
    end += width
  }
  expect(end).toBe(TAPS)
})

describe('averageTaps', () => {
  const looks = randomLooks(7, 40, 4, 8)
  const fitted = fitTaps(looks, NAMES)
  const [taps] = looks

  it('is of length 1; in a view each tap is its whitened self, middle block and head twice as long as the others', () => {
    const view = taps.slice(0, TAPS)
    const lengths = { early: 0.5, block: 1, head: 1, earlyDeviation: 0.5, blockDeviation: 0.5 }
    const length = Math.hypot(...Object.values(lengths))
    const expected = tapsWithLayers(fitted).flatMap(({ name, layer, start, width }) =>
      [...runNetwork([layer], cutTap(view, start, width))].map((value) => (value * lengths[name]) / length),
    )
    expect(largestDifference(averageTaps(fitted, view), Float32Array.from(expected))).toBeLessThan(1e-6)
    const whole = averageTaps(fitted, taps)
    expect(dot(whole, whole)).toBeCloseTo(1, 5)
  })

  it('does not ask in which order the views come, how often, and how bright a tap is', () => {
    const views = [0, 1, 2, 3].map((view) => taps.slice(view * TAPS, (view + 1) * TAPS))
    const join = (parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]))
    const brighter = taps.map((value, i) => (i % TAPS < VIEW_TAPS[1].start ? 3 * value : value))
    const reordered = join([views[2], views[0], views[3], views[1]])
    for (const changed of [reordered, join([...views, ...views]), taps.map((value) => 7 * value), brighter])
      expect(largestDifference(averageTaps(fitted, changed), averageTaps(fitted, taps))).toBeLessThan(1e-5)
  })
})
