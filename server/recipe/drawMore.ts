import { Random } from '../../shared/random.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { varyRecipe } from './varyRecipe.js'

/** The share of the shapes with the thinnest space around them of which variations are drawn. */
const THIN_SHARE = 0.25

/**
 * More recipes where the space is thin: variations of the shapes there. A shape is taken the more often, the thinner the
 * space around it, as in He et al., "ADASYN: Adaptive synthetic sampling approach for imbalanced learning", IJCNN 2008.
 *
 * @param recipes    of the shapes that are there, at least one; ids end in a number
 * @param distances  (recipes) how far each one's neighbors are
 * @param seed       the same seed, the same recipes; a shorter draw is the beginning of a longer one
 * @returns          under ids that follow those there
 */
export function drawMore(recipes: readonly Recipe[], distances: Float64Array, count: number, seed: number): Recipe[] {
  const random = Random.of(seed, 'more')
  const thin = [...recipes.keys()]
    .sort((a, b) => distances[b] - distances[a] || a - b)
    .slice(0, Math.ceil(THIN_SHARE * recipes.length))
  const total = thin.reduce((sum, i) => sum + distances[i], 0)
  const first = 1 + Math.max(...recipes.map(({ id }) => Number(id.slice(id.lastIndexOf('-') + 1))))
  return Array.from({ length: count }, (_, i) => {
    let left = random.uniform() * total
    const parent = recipes[thin.find((each) => (left -= distances[each]) < 0) ?? thin[0]]
    return varyRecipe(parent, `${parent.base}-${String(first + i).padStart(4, '0')}`, random)
  })
}
