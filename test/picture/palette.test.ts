import { describe, expect, it } from 'vitest'
import { hexOfColor, palette } from '../../server/picture/palette.js'
import { GROUP_COLORS } from '../../shared/groupColors.js'
import { EYES, smallestDifference, spreadColors } from '../support/spreadColors.js'

const hexesOf = (groups: number) => palette(groups).map(hexOfColor)

describe('palette', () => {
  it.each(Object.entries(EYES))(
    'keeps groups apart for %s eyes: 7 at a glance, 24 well, 48 side by side',
    (_, eyes) => {
      expect(smallestDifference(hexesOf(7), eyes)).toBeGreaterThan(10)
      expect(smallestDifference(hexesOf(24), eyes)).toBeGreaterThan(8)
      expect(smallestDifference(hexesOf(48), eyes)).toBeGreaterThan(5)
    },
  )

  it('is that of spreadColors', { timeout: 30_000 }, () => {
    expect(GROUP_COLORS.map((hex) => hex.toLowerCase())).toEqual(
      spreadColors(
        GROUP_COLORS.slice(0, 7).map((hex) => hex.toLowerCase()),
        GROUP_COLORS.length,
      ),
    )
  })

  it('gives a group the same color however many groups there are, and begins anew where colors end', () => {
    const many = hexesOf(2 * GROUP_COLORS.length)
    for (const groups of [1, 7, 8, 30, GROUP_COLORS.length]) expect(hexesOf(groups)).toEqual(many.slice(0, groups))
    expect(new Set(many).size).toBe(GROUP_COLORS.length)
    expect(many.slice(GROUP_COLORS.length)).toEqual(many.slice(0, GROUP_COLORS.length))
  })
})
