import { describe, expect, it } from 'vitest'
import { Random } from '../../../../shared/random.js'
import { SoftHistogram } from '../../../../server/descriptor/shape/parts/softHistogram.js'

describe('SoftHistogram', () => {
  it('shares a sample between the two neighboring middles', () => {
    const histogram = new SoftHistogram({ bins: 4, to: 4 })
    histogram.addAll(Float64Array.of(1.75))
    expect([...histogram.shares()]).toEqual([0, 0.75, 0.25, 0])
  })

  it('puts a sample on a middle into that bin alone, and what lies outside into the ends', () => {
    const histogram = new SoftHistogram({ bins: 4, to: 8 })
    histogram.addAll(Float64Array.of(3, 100, 0, -1))
    expect([...histogram.shares()]).toEqual([0.5, 0.25, 0, 0.25])
  })

  it('keeps the mean of values between the first and the last middle, on every axis', () => {
    const [x, y, z] = [3.3, 0.41, 1.2]
    const histogram = new SoftHistogram({ bins: 8, to: 8 }, { bins: 5, to: 1 }, { bins: 3, to: 3 })
    histogram.addAll(Float64Array.of(x), Float64Array.of(y), Float64Array.of(z))
    const mean = [0, 0, 0]
    histogram.shares().forEach((share, at) => {
      mean[0] += share * (Math.floor(at / 15) + 0.5)
      mean[1] += share * ((Math.floor(at / 3) % 5) + 0.5) * 0.2
      mean[2] += share * ((at % 3) + 0.5)
    })
    ;[x, y, z].forEach((value, axis) => expect(mean[axis]).toBeCloseTo(value, 6))
  })

  it('counts columns one after the other, sums to 1, and is all 0 when empty', () => {
    const histogram = new SoftHistogram({ bins: 3, to: 3 }, { bins: 2, to: 2 })
    expect(histogram.shares().every((share) => share === 0)).toBe(true)
    histogram.addAll(Float64Array.of(0.5, 0.5, 0.5), Float64Array.of(0.5, 0.5, 0.5))
    histogram.addAll(Float64Array.of(2.5), Float64Array.of(1.5))
    expect([...histogram.shares()]).toEqual([0.75, 0, 0, 0, 0, 0.25])
  })

  it.each([2, 6])('gives the same numbers by two samples at a time as one by one, bit for bit (%i bins)', (bins) => {
    const random = new Random(5)
    const axes = [3, bins, 5].map((count) => ({ bins: count, to: 1 }))
    const column = () => Float64Array.from({ length: 1000 }, () => random.decimal(-0.2, 1.2))
    const columns = [column(), column(), column()]
    const [together, apart] = [0, 1].map(() => new SoftHistogram(axes[0], axes[1], axes[2]))
    together.addAll(columns[0], columns[1], columns[2])
    for (let s = 0; s < 1000; s++) {
      const [x, y, z] = columns.map((values) => values.slice(s, s + 1))
      apart.addAll(x, y, z)
    }
    expect(together.shares()).toEqual(apart.shares())
  })

  it('takes Infinity for what lies beyond', () => {
    const histogram = new SoftHistogram({ bins: 2, to: 1 })
    histogram.addAll(Float64Array.of(Infinity))
    expect([...histogram.shares()]).toEqual([0, 1])
  })
})
