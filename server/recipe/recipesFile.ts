/** The file in which the recipes of a run's or a folder's shapes are listed, one a line. */
export const RECIPES_FILE = 'recipes.jsonl'
