import { expect, it } from 'vitest'
import { fewAtOnce } from '../../dashboard/api/fewAtOnce.js'

it('runs two of its tasks at a time, in their order, and never one that was taken out before', async () => {
  const wait = fewAtOnce(2)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const task = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name)
      ends.set(name, resolve)
    })
  const [, , takeOut] = ['a', 'b', 'c', 'd', 'e'].map((name) => wait(task(name)))
  expect(begun).toEqual(['a', 'b'])
  takeOut()
  for (const [name, next] of [
    ['b', 'd'],
    ['a', 'e'],
  ]) {
    ends.get(name)?.()
    await expect.poll(() => begun.at(-1)).toBe(next)
  }
  expect(begun).toEqual(['a', 'b', 'd', 'e'])
})
