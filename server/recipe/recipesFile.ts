import type { Recipe } from '../../shared/schema/recipe.js'

/** Name of the file that lists the recipes of the shapes in a run's folder or in another folder, one a line. */
export const RECIPES_FILE = 'recipes.jsonl'

export const printRecipes = (recipes: readonly Recipe[]): string =>
  recipes.map((recipe) => `${JSON.stringify(recipe)}\n`).join('')
