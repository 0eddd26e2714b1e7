import { readFile } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { parseRecipes } from './parseRecipes.js'
import { whyUnreadable } from '../system/whyUnreadable.js'

/** Reads a file of recipes. @throws ShapekinError `input.unreadable`, naming the line that is not a recipe */
export async function readRecipes(path: string): Promise<Recipe[]> {
  try {
    return parseRecipes(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new ShapekinError('input.unreadable', { path, reason: whyUnreadable(cause) }, { cause })
  }
}
