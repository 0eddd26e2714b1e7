import { expect } from 'vitest'

/** Four times as much takes four times as long; where each is compared with all before, 16 times. */
const MOST = 9

/**
 * That work takes a time which grows with what it is given, not with its square.
 *
 * @param costOf of some work, in any unit
 * @param four   four times as much as `one`
 * @param least  a cost below it says nothing and counts as it
 */
export async function expectLinear<T>(costOf: (work: T) => Promise<number>, one: T, four: T, least = 0): Promise<void> {
  expect((await costOf(four)) / Math.max(least, await costOf(one))).toBeLessThan(MOST)
}
