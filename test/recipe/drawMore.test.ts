import { describe, expect, it } from 'vitest'
import { Recipe } from '../../shared/schema/recipe.js'
import { drawMore } from '../../server/recipe/drawMore.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'

const RECIPES = drawRecipes('families', 40, 2)
const kindsOf = ({ base, modifiers }: Recipe) => [base, ...modifiers.map(({ kind }) => kind)].join()

describe('drawMore', () => {
  it('varies the shapes with the thinnest space around them, the thinner the more often', () => {
    // 10 of 40 are thin; one of them is three times as far from all as each of the others.
    const distances = Float64Array.from(RECIPES, (_, i) => (i === 5 ? 3 : i < 10 ? 1 : 0.5))
    const drawn = drawMore(RECIPES, distances, 4000, 1)
    const counts = new Map<string, number>()
    for (const recipe of drawn) {
      expect(Recipe.parse(recipe)).toEqual(recipe)
      counts.set(recipe.location.join(), (counts.get(recipe.location.join()) ?? 0) + 1)
    }
    const parents = new Map(RECIPES.map((recipe) => [recipe.location.join(), recipe])) // a variation stays at its place
    expect([...counts.keys()].sort()).toEqual(
      RECIPES.slice(0, 10)
        .map(({ location }) => location.join())
        .sort(),
    )
    for (const recipe of drawn) expect(kindsOf(recipe)).toBe(kindsOf(parents.get(recipe.location.join()) ?? recipe))
    // Expected 1,000 of 4,000 with a deviation of 27; 333 with one of 17.
    expect(Math.abs((counts.get(RECIPES[5].location.join()) ?? 0) - 1000)).toBeLessThan(150)
    expect(Math.abs((counts.get(RECIPES[0].location.join()) ?? 0) - 333)).toBeLessThan(100)
  })

  it('goes on with the numbers of the ids, and begins a longer draw with the shorter one', () => {
    const distances = Float64Array.from(RECIPES, (_, i) => i)
    const drawn = drawMore(RECIPES, distances, 30, 0)
    expect(drawn.map(({ id }) => Number(id.slice(-4)))).toEqual(drawn.map((_, i) => 40 + i))
    expect(drawn.every(({ id, base }) => id.startsWith(`${base}-`))).toBe(true)
    expect(drawMore(RECIPES, distances, 12, 0)).toEqual(drawn.slice(0, 12))
    expect(drawMore(RECIPES, distances, 30, 1)).not.toEqual(drawn)
  })

  it('takes equal shapes, between which there is no space, too', () => {
    expect(drawMore(RECIPES, new Float64Array(40), 3, 0)).toHaveLength(3)
  })

  it('takes more recipes than a function takes arguments', () => {
    const recipes = Array.from({ length: 200_000 }, (_, i) => ({ ...RECIPES[i % 40], id: `cube-${1000 + i}` }))
    const [drawn] = drawMore(recipes, new Float64Array(recipes.length), 1, 0)
    expect(drawn.id).toMatch(/-201000$/)
  })
})
