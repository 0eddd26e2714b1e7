import { expect, it } from 'vitest'
import { mostGroups } from '../../dashboard/tree/mostGroups.js'

it('leaves room above many groups, however the tree is cut, and cuts no tree into more than its leaves', () => {
  expect(mostGroups(5, 5, 401)).toBe(64)
  expect(mostGroups(88, 88, 500)).toBe(176)
  expect(mostGroups(88, 170, 500)).toBe(176)
  expect(mostGroups(5, 90, 500)).toBe(90)
  expect(mostGroups(88, 88, 120)).toBe(120)
})
