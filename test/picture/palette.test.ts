import { createHash } from 'node:crypto'
import { differenceCiede2000, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit } from 'culori'
import { describe, expect, it } from 'vitest'
import { hexOfColor, palette } from '../../server/picture/palette.js'

const EYES = {
  usual: (color: Rgb) => color,
  protanope: filterDeficiencyProt(1),
  deuteranope: filterDeficiencyDeuter(1),
  tritanope: filterDeficiencyTrit(1),
}
type Rgb = Parameters<ReturnType<typeof filterDeficiencyProt>>[0]

/** Smallest CIEDE2000 difference of two colors of a palette; 1 is just visible side by side, 10 at a glance. */
function smallestDifference(groups: number, eyes: (color: Rgb) => Rgb): number {
  const seen = palette(groups).map(([r, g, b]) => eyes({ mode: 'rgb', r, g, b }))
  const difference = differenceCiede2000()
  return Math.min(...seen.flatMap((a, i) => seen.slice(0, i).map((b) => difference(a, b))))
}

describe('palette', () => {
  it.each(Object.entries(EYES))('keeps up to seven groups apart at a glance for %s eyes', (_, eyes) => {
    for (let groups = 2; groups <= 7; groups++) expect(smallestDifference(groups, eyes)).toBeGreaterThan(10)
  })

  it.each([
    [8, '7b0438b1e779fde9'],
    [12, '22053dcf887948ad'],
    [30, '7936e0ec1f7d452e'],
    [64, 'ca22862226ab06b0'],
  ])('gives %i colors, all different, the same on every machine', (groups, hash) => {
    const hexes = palette(groups).map(hexOfColor)
    expect(new Set(hexes).size).toBe(groups)
    expect(createHash('sha256').update(hexes.join()).digest('hex').slice(0, 16)).toBe(hash)
    expect(
      palette(groups)
        .flat()
        .every((part) => part >= 0 && part <= 1),
    ).toBe(true)
  })
})
