import { describe, expect, it } from 'vitest'
import { belonging, calibrate, type Trial } from '../../server/sort/calibrate.js'
import type { Found } from '../../server/sort/searchSorted.js'
import { Random } from '../../shared/random.js'

/** Something whose other class is farther by this margin, see marginOf. */
const withMargin = (margin: number): Found => ({
  nearest: { row: 0, class: 'a', distance: 1 - margin },
  otherDistance: 1,
})
const trial = (margin: number, isRight: boolean): Trial => ({ found: withMargin(margin), isRight })

describe('calibrate', () => {
  it('says how often trials of such a margin were right, whatever the margin looks like', () => {
    const seed = 5
    const random = new Random(seed)
    /** A margin is right with a chance of its square root: far more often than it looks. */
    const draw = (): Trial => {
      const margin = random.below(1000) / 1000
      return trial(margin, random.below(1000) / 1000 < Math.sqrt(margin))
    }
    const confidence = calibrate(Array.from({ length: 2000 }, draw), 1)
    for (const margin of [0.1, 0.3, 0.5, 0.7, 0.9])
      expect(Math.abs(confidence(withMargin(margin)) - Math.sqrt(margin)), `seed ${seed}`).toBeLessThan(0.08)
  })

  it('rises with the margin, and is never 1', () => {
    const seed = 6
    const random = new Random(seed)
    for (let round = 0; round < 50; round++) {
      const trials = Array.from({ length: 1 + random.below(30) }, () =>
        trial(random.below(10) / 10, random.below(2) === 1),
      )
      const confidence = calibrate(trials, 1)
      const chances = Array.from({ length: 101 }, (_, i) => confidence(withMargin(i / 100)))
      expect(chances, `seed ${seed}`).toEqual(chances.toSorted((a, b) => a - b))
      expect(Math.max(...chances)).toBeLessThan(1)
    }
    const certain = calibrate(
      Array.from({ length: 5000 }, (_, i) => trial(i / 5000, true)),
      1,
    )
    expect(certain(withMargin(1))).toBe(0.999)
  })

  it('gives back what was counted: 3 of 4 below, 4 of 4 above', () => {
    const counted = [false, true, true, true].map((isRight) => trial(0.2, isRight))
    const confidence = calibrate([...counted, ...[0.8, 0.8, 0.8, 0.8].map((margin) => trial(margin, true))], 1)
    expect(confidence(withMargin(0.2))).toBeCloseTo(3.5 / 5, 9)
    expect(confidence(withMargin(0.5))).toBeCloseTo((3.5 / 5 + 4.5 / 5) / 2, 9)
    expect(confidence(withMargin(0.8))).toBeCloseTo(4.5 / 5, 9)
  })

  it('is less sure of what lies farther from its nearest than any that was right, and not at all where nothing is in common', () => {
    const found = (distance: number): Found => ({
      nearest: { row: 0, class: 'a', distance },
      otherDistance: 2 * distance,
    })
    const trials = [0.1, 0.2, 0.2, 0.1].map((distance): Trial => ({ found: found(distance), isRight: true }))
    const confidence = calibrate([...trials, { found: { ...found(0.9), otherDistance: 0.9 }, isRight: false }], 1)
    expect([0.05, 0.2, 0.6, 1, 1.2].map((distance) => confidence(found(distance)))).toEqual([
      expect.closeTo(0.9, 9),
      expect.closeTo(0.9, 9),
      expect.closeTo(0.45, 9),
      0,
      0,
    ])
  })
})

describe('belonging', () => {
  it('is the share of the class that lies as far from its nearest, of one more than there are', () => {
    const confidence = belonging([1, 2, 3])
    const at = (distance: number) => confidence({ nearest: { row: 0, class: 'a', distance }, otherDistance: Infinity })
    expect([0, 1, 1.5, 3, 3.1].map(at)).toEqual([3 / 4, 3 / 4, 2 / 4, 1 / 4, 0])
  })
})
