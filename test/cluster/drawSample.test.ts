import { describe, expect, it } from 'vitest'
import { drawSample } from '../../server/cluster/drawSample.js'
import { testRandom } from './randomRows.js'

describe('drawSample', () => {
  it('takes each row equally often', () => {
    const seed = 7
    const random = testRandom(seed)
    const taken = new Int32Array(10)
    for (let draw = 0; draw < 10_000; draw++) for (const row of drawSample(10, 3, random)) taken[row]++
    // Five standard deviations of a binomial (10,000, 0.3).
    for (const count of taken) expect(Math.abs(count - 3000), `seed ${seed}`).toBeLessThan(5 * Math.sqrt(2100))
  })
})
