import { expect, it } from 'vitest'
import { sayOfLook } from '../../server/checkpoint/sayOfLook.js'

it('lets looks count three times for what is flat, once for a solid, and ever less in between', () => {
  expect(sayOfLook(0)).toBe(3)
  expect(sayOfLook(0.1)).toBeCloseTo(1 + 2 / Math.E, 12)
  expect(sayOfLook(1)).toBeCloseTo(1, 12)
  const says = Array.from({ length: 50 }, (_, i) => sayOfLook(i / 100))
  for (let i = 1; i < says.length; i++) expect(says[i]).toBeLessThan(says[i - 1])
})
