import { expect } from 'vitest'
import { heapInUse } from './heap.js'

/** What a few thousand more pieces of work may leave behind: nothing, but the engine keeps what it has compiled. */
const MOST_GROWTH = 4 * 2 ** 20

/** Array buffers are given back by another thread, soon after they were found unused. Milliseconds. */
const GIVEN_BACK_MS = 200

/** Does something so many times; what is in use afterwards is what was in use after the first half. */
export async function expectFlat(count: number, work: () => void | Promise<void>): Promise<void> {
  for (let i = 0; i < count / 2; i++) await work()
  const half = await settledHeap()
  for (let i = 0; i < count / 2; i++) await work()
  expect((await settledHeap()) - half).toBeLessThan(MOST_GROWTH)
}

async function settledHeap(): Promise<number> {
  heapInUse()
  await new Promise((resolve) => setTimeout(resolve, GIVEN_BACK_MS))
  return heapInUse()
}
