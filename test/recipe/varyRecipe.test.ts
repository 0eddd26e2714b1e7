import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { Recipe } from '../../shared/schema/recipe.js'
import { drawRecipe } from '../../server/recipe/drawRecipes.js'
import { varyRecipe } from '../../server/recipe/varyRecipe.js'

/** Every number of a value with the way to it. */
const numbersOf = (value: unknown, way = ''): [string, number][] => {
  if (typeof value === 'number') return [[way, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => numbersOf(each, `${way}.${name}`))
}

describe('varyRecipe', () => {
  it('changes amounts by at most a quarter, in whole thousandths, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (i, seed) => {
        const recipe = drawRecipe('families', 0, i)
        const varied = varyRecipe(recipe, 'cube-9999', new Random(seed))
        expect(Recipe.parse(varied)).toEqual(varied)
        const withoutNumbers = (value: unknown) =>
          JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? 0 : each))
        expect(withoutNumbers({ ...varied, id: recipe.id })).toBe(withoutNumbers(recipe))
        const before = new Map(numbersOf(recipe))
        for (const [way, value] of numbersOf(varied)) {
          const old = before.get(way) ?? NaN
          if (/location|detail|count|octree/.test(way)) expect(value, way).toBe(old)
          else expect(Math.abs(value - old), way).toBeLessThanOrEqual(0.25 * Math.abs(old) + 0.0006)
          if (!way.includes('location')) expect(Math.round(value * 1000) / 1000, way).toBe(value)
        }
      }),
    )
  })

  it('is the same for the same random numbers, and another for others', () => {
    const recipe = drawRecipe('families', 0, 3)
    const vary = (seed: number) => varyRecipe(recipe, 'cube-0001', new Random(seed))
    expect(vary(1)).toEqual(vary(1))
    expect(vary(1)).not.toEqual(vary(2))
  })
})
