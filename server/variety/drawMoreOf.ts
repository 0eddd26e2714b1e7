import { ShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { drawMore } from '../recipe/drawMore.js'
import type { Table } from '../table/table.js'
import { spacingOf } from './spacing.js'

/**
 * Draws more recipes where a table is thin: see drawMore.
 *
 * @param recipes  recipes of the table's shapes, found by id; others are skipped
 * @throws         ShapekinError `input.invalid` when the table has a shape without recipe, and as RowSearch
 */
export function drawMoreOf(table: Table, recipes: readonly Recipe[], count: number, seed: number): Recipe[] {
  const byId = new Map(recipes.map((recipe) => [recipe.id, recipe]))
  const own = table.ids.map((id) => {
    const recipe = byId.get(id) ?? byId.get(id.replace(/^.*\//, '').replace(/\.[^.]*$/, ''))
    if (recipe) return recipe
    throw new ShapekinError('input.invalid', { field: 'recipes', problem: `a recipe of ${id} is expected` })
  })
  return drawMore(own, spacingOf(table).distances, count, seed)
}
