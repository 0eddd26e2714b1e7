import { expect, it } from 'vitest'
import { groupsByIndex } from '../../server/run/groupsByIndex.js'

it('gives each shape of a run its group, wherever its row is, and none to what was not grouped', () => {
  expect([...groupsByIndex(['a', 'b', 'c', 'd'], ['d', 'a', 'c'], Int32Array.of(2, 0, 1))]).toEqual([0, -1, 1, 2])
})
