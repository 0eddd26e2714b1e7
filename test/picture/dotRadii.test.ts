import { describe, expect, it } from 'vitest'
import { dotRadii } from '../../server/picture/dotRadii.js'

const plot = { width: 600, height: 600 }
/** x y of dots on a line across the plot, `gap` px apart, between two that span the plot. */
const lineOf = (count: number, gap: number) =>
  Float32Array.from([0, 0, 600, 600, ...Array.from({ length: count }, (_, i) => [100 + gap * i, 300]).flat()])
const radiiOf = (coordinates: Float32Array, looks = Array<string>(coordinates.length / 2).fill('blue square')) =>
  dotRadii({ coordinates, looks, ...plot })

describe('dotRadii', () => {
  it('draws dots that lie apart alike, at a size that shows their symbol', () => {
    expect(new Set(radiiOf(lineOf(40, 10)))).toEqual(new Set([4.5]))
  })

  it('draws the dots of a pile larger than those apart, up to a limit', () => {
    const piles = [10, 20, 100, 1000].map((count) => radiiOf(lineOf(count, 0)))
    for (const [apart, , ...piled] of piles) {
      expect(new Set(piled).size).toBe(1)
      expect(piled[0]).toBeGreaterThan(1.9 * apart)
    }
    expect(piles[1][2] / piles[0][2]).toBeCloseTo(2 ** Math.log10(2), 5) // ten times as high = twice the radius
    expect(Math.max(...piles.flatMap((radii) => [...radii]))).toBe(14)
  })

  it('keeps a few of another look small on top of a pile', () => {
    const looks = Array.from({ length: 102 }, (_, i) => (i < 99 ? 'blue square' : 'red star'))
    const radii = radiiOf(lineOf(100, 0), looks)
    expect(radii[101]).toBeLessThan(radii[50] / 1.5)
  })

  it.each([401, 5000, 20_000])(
    'lets %i dots apart cover at most a fifth of the plot, and leaves them to be seen',
    (count) => {
      const coordinates = Float32Array.from({ length: 2 * count }, (_, i) =>
        i % 2 ? Math.floor(i / 2 / 150) : (i / 2) % 150,
      )
      const radii = radiiOf(coordinates)
      expect(radii.reduce((sum, radius) => sum + Math.PI * radius ** 2, 0)).toBeLessThanOrEqual(
        0.2 * 600 * 600 * 1.0001,
      )
      expect(Math.min(...radii)).toBeGreaterThan(1)
    },
  )

  it.each([
    { name: 'one dot', coordinates: [3, 4] },
    { name: 'dots all in one place', coordinates: [3, 4, 3, 4, 3, 4] },
  ])('is defined for $name', ({ coordinates }) => {
    for (const radius of radiiOf(Float32Array.from(coordinates))) expect(radius).toBeGreaterThanOrEqual(4.5)
  })
})
