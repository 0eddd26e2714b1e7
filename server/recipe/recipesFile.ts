import type { Recipe } from '../../shared/schema/recipe.js'

/** The file in which the recipes of a run's or a folder's shapes are listed, one a line. */
export const RECIPES_FILE = 'recipes.jsonl'

export const printRecipes = (recipes: readonly Recipe[]): string =>
  recipes.map((recipe) => `${JSON.stringify(recipe)}\n`).join('')
