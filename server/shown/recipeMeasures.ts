import type { ModifierRecipe, Recipe } from '../../shared/schema/recipe.js'
import type { ShownMeasures } from '../../shared/schema/shownShapes.js'

/**
 * The numbers in the recipes of shapes that make their form, by title: scale, how many modifiers there are, and each
 * setting of a modifier that is a number, such as `twist angle`. Where a shape has the same modifier twice, the first
 * counts.
 *
 * @param ids (N) ids of the shapes; one without a recipe has none of the numbers
 */
export function recipeMeasures(ids: readonly string[], recipes: ReadonlyMap<string, Recipe>): ShownMeasures {
  const measures: Record<string, (number | null)[]> = {}
  ids.forEach((id, row) => {
    const recipe = recipes.get(id)
    if (recipe === undefined) return
    const [x, y, z] = recipe.scale
    const own = { Modifiers: recipe.modifiers.length, 'Scale x': x, 'Scale y': y, 'Scale z': z }
    for (const [title, value] of [...recipe.modifiers.flatMap(settingsOf).reverse(), ...Object.entries(own)])
      (measures[title] ??= new Array<number | null>(ids.length).fill(null))[row] = value
  })
  return Object.fromEntries(Object.entries(measures).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const settingsOf = ({ kind, ...settings }: ModifierRecipe): [title: string, value: number][] =>
  Object.entries(settings).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'number' ? [[`${kind} ${name.replaceAll('_', ' ')}`, value]] : [],
  )
