import { toShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { Recipe } from '../../shared/schema/recipe.js'

/** Blank lines are left out. @throws Error that names the line that is not a recipe */
export const parseRecipes = (text: string): Recipe[] =>
  text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    try {
      return [parse(Recipe, JSON.parse(line))]
    } catch (cause) {
      throw new Error(`line ${i + 1} is no recipe: ${toShapekinError(cause).message}`, { cause })
    }
  })
