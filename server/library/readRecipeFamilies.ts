import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { RECIPES_FILE } from '../recipe/recipesFile.js'
import { Recipe } from '../../shared/schema/recipe.js'

/**
 * The family of every shape in a folder of `shapekin generate`: its base and the kinds of its modifiers, `cube bend
 * twist`. Two shapes of one family differ in how strong the modifiers are, along which axis they act, and how finely
 * the base is divided.
 *
 * @returns by shape id
 * @throws ShapekinError `input.notFound`, `input.invalid`
 */
export async function readRecipeFamilies(folder: string): Promise<Map<string, string>> {
  const path = join(folder, RECIPES_FILE)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ShapekinError('input.notFound', { path }, { cause })
  })
  const families = new Map<string, string>()
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return
    const recipe = Recipe.safeParse(readJson(line))
    if (!recipe.success)
      throw new ShapekinError('input.invalid', { field: path, problem: `line ${index + 1} is no recipe` })
    const { id, base, modifiers } = recipe.data
    families.set(id, [base, ...modifiers.map(({ kind }) => kind).sort()].join(' '))
  })
  return families
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
