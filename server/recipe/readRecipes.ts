import { readFile } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { parseRecipes } from './parseRecipes.js'
import { whyUnreadable } from '../system/whyUnreadable.js'

/** @throws ShapekinError `input.unreadable`, with the line that is no recipe */
export async function readRecipes(path: string): Promise<Recipe[]> {
  try {
    return parseRecipes(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new ShapekinError('input.unreadable', { path, reason: whyUnreadable(cause) }, { cause })
  }
}
