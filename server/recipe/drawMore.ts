import { Random } from '../../shared/random.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { varyRecipe } from './varyRecipe.js'

/** Share of the shapes, those with the thinnest space around them, that get variations. */
const THIN_SHARE = 0.25

/**
 * Draws more recipes where the space is thin, as variations of the shapes there. The thinner the space around a shape,
 * the more often it is taken, as in He et al., "ADASYN: Adaptive synthetic sampling approach for imbalanced learning",
 * IJCNN 2008.
 *
 * @param recipes    recipes of the given shapes, at least one; their ids end in a number
 * @param distances  (recipes) how much space there is around each shape, as Spacing.distances
 * @param seed       the same seed gives the same recipes; a smaller count gives the beginning of a larger one
 * @returns          recipes with ids that continue those of the given ones
 */
export function drawMore(recipes: readonly Recipe[], distances: Float64Array, count: number, seed: number): Recipe[] {
  const random = Random.of(seed, 'more')
  const thin = [...recipes.keys()]
    .sort((a, b) => distances[b] - distances[a] || a - b)
    .slice(0, Math.ceil(THIN_SHARE * recipes.length))
  const total = thin.reduce((sum, i) => sum + distances[i], 0)
  const numbers = recipes.map(({ id }) => Number(id.slice(id.lastIndexOf('-') + 1)))
  const first = 1 + numbers.reduce((most, number) => Math.max(most, number), 0)
  return Array.from({ length: count }, (_, i) => {
    let left = random.uniform() * total
    const parent = recipes[thin.find((each) => (left -= distances[each]) < 0) ?? thin[0]]
    return varyRecipe(parent, `${parent.base}-${String(first + i).padStart(4, '0')}`, random)
  })
}
