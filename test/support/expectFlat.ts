import { expect } from 'vitest'
import { heapInUse } from './heap.js'

/** What a few thousand more pieces of work may leave behind: nothing, but the engine keeps what it has compiled. */
const MOST_GROWTH = 4 * 2 ** 20

/** Does something so many times; what is in use afterwards is what was in use after the first half. */
export async function expectFlat(count: number, work: () => void | Promise<void>): Promise<void> {
  for (let i = 0; i < count / 2; i++) await work()
  const half = heapInUse()
  for (let i = 0; i < count / 2; i++) await work()
  expect(heapInUse() - half).toBeLessThan(MOST_GROWTH)
}
