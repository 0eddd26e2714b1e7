import { expect } from 'vitest'

/** Four times as much takes four times as long; where each is compared with all before, 16 times. */
const MOST = 9
/** A busy machine reaches a time now and then, hardly the best of so many; what grows with the square stays at 16 in each. */
const TRIES = 5

/**
 * That work takes a time which grows with what it is given, not with its square.
 *
 * @param costOf of some work, in any unit
 * @param four   four times as much as `one`
 * @param least  a cost below it says nothing and counts as it
 */
export async function expectLinear<T>(costOf: (work: T) => Promise<number>, one: T, four: T, least = 0): Promise<void> {
  let growth = Infinity
  const best = { one: Infinity, four: Infinity }
  for (let i = 0; i < TRIES && !(growth < MOST); i++) {
    best.four = Math.min(best.four, await costOf(four))
    best.one = Math.min(best.one, await costOf(one))
    growth = best.four / Math.max(least, best.one)
  }
  expect(growth).toBeLessThan(MOST)
}
