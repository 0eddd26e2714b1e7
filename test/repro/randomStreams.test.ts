import { expect, it } from 'vitest'
import { Random, STREAMS } from '../../shared/random.js'

/** Shape 1 of a seed and the first weights of its training were drawn from the same numbers. */
it('no two purposes of one seed share a stream', () => {
  const ranges = Object.values(STREAMS).map(({ first, count }) => [first, first + count - 1])
  ranges.sort(([a], [b]) => a - b)
  for (const [i, [first, last]] of ranges.entries()) {
    expect(last).toBeLessThan(ranges[i + 1]?.[0] ?? 2 ** 32)
    expect(first).toBeGreaterThanOrEqual(0)
  }
  const starts = Object.keys(STREAMS).map((purpose) => Random.of(7, purpose as keyof typeof STREAMS).bits())
  expect(new Set(starts).size).toBe(starts.length)
  expect(() => Random.of(7, 'split', 1)).toThrow(RangeError)
})
