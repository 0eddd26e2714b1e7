import type { Random } from '../../shared/random.js'
import type { Recipe } from '../../shared/schema/recipe.js'

/** Settings of a modifier that are not strengths and stay as they are. */
const KEPT = new Set(['count', 'octree_depth'])

/**
 * Makes a recipe of a similar shape: the same base under the same modifiers. Each strength is multiplied by 0.75 ...
 * 1.25, and so is the scale. Results are whole thousandths, so that every machine gets the same.
 */
export function varyRecipe(recipe: Recipe, id: string, random: Random): Recipe {
  const vary = (value: number): number => (Math.round(1000 * value) * random.decimal(0.75, 1.25)) / 1000
  const amount = (value: number) => Math.round(1000 * vary(value)) / 1000
  const varied = (value: unknown): unknown => {
    if (typeof value === 'number') return amount(value)
    if (Array.isArray(value)) return value.map(varied)
    return value
  }
  return {
    ...recipe,
    id,
    modifiers: recipe.modifiers.map(
      (modifier) =>
        Object.fromEntries(
          Object.entries(modifier).map(([name, value]) => [name, KEPT.has(name) ? value : varied(value)]),
        ) as Recipe['modifiers'][number],
    ),
    rotation: recipe.rotation.map(amount) as Recipe['rotation'],
    scale: recipe.scale.map(amount) as Recipe['scale'],
  }
}
