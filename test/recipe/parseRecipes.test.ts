import { expect, it } from 'vitest'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { parseRecipes } from '../../server/recipe/parseRecipes.js'
import { printRecipes } from '../../server/recipe/recipesFile.js'

it('reads recipes between blank lines, and names the line of the file that is none', () => {
  const recipes = drawRecipes('families', 3, 0)
  const text = printRecipes(recipes).replaceAll('\n', '\n\n')
  expect(parseRecipes(text)).toEqual(recipes)
  expect(() => parseRecipes(`${text}{}\n`)).toThrow('line 7 is no recipe')
})
