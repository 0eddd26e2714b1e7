import { expect, it } from 'vitest'
import { Remembered } from '../../server/system/remembered.js'

it('keeps the answers to the last questions, and waits for one that is being found', async () => {
  const remembered = new Remembered<number>(2)
  let found = 0
  const ask = (question: string) => remembered.get(question, () => Promise.resolve(++found))
  expect(await Promise.all([ask('a'), ask('a')])).toEqual([1, 1])
  await ask('b')
  expect(await ask('a')).toBe(1)
  await ask('c') // now b is the oldest
  expect(await ask('a')).toBe(1)
  expect(await ask('b')).toBe(4)
})

it('forgets what failed, but not a later answer to the same question', async () => {
  const remembered = new Remembered<string>()
  let fail: (error: Error) => void = () => undefined
  const failing = remembered.get('a', () => new Promise((_, reject) => (fail = reject)))
  await remembered.get('b', () => Promise.resolve('another'))
  const later = remembered.get('a', () => Promise.resolve('later'))
  fail(new Error('too late'))
  await expect(failing).rejects.toThrow('too late')
  expect(await remembered.get('a', () => Promise.resolve('found again'))).toBe(await later)
  await expect(remembered.get('c', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await remembered.get('c', () => Promise.resolve('now'))).toBe('now')
})
