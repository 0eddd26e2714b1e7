import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { parseRecipes } from '../../server/recipe/parseRecipes.js'
import { printRecipes } from '../../server/recipe/recipesFile.js'
import { writeTable } from '../../server/table/writeTable.js'
import { drawMoreOf } from '../../server/variety/drawMoreOf.js'
import { measureVariety } from '../../server/variety/measureVariety.js'
import { blobTable } from '../support/blobTable.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const RECIPES = drawRecipes('families', 60, 0)
const TABLE = { ...blobTable(60, 4, 1), ids: RECIPES.map(({ id }) => id), classes: RECIPES.map(({ base }) => base) }

describe('shapekin variety', () => {
  it('tells the variety of a table and writes recipes for where it is thin', async () => {
    const folder = temporaryFolder()
    const [table, recipes, out] = ['table.tsv', 'recipes.jsonl', 'more.jsonl'].map((name) => join(folder, name))
    await writeTable(table, TABLE)
    writeFileSync(recipes, printRecipes(RECIPES))
    const told = await runCli(['variety', table])
    expect([told.code, told.stdout]).toEqual([0, expect.stringMatching(/^shapes {5}60, [^]*thin[^]*by class/)])
    const { code, stdout } = await runCli([
      'variety',
      table,
      '--recipes',
      recipes,
      '--more',
      '25',
      '--seed',
      '4',
      '--out',
      out,
      '--json',
    ])
    expect(code).toBe(0)
    const { thin, more } = JSON.parse(stdout) as ReturnType<typeof measureVariety> & { more: number }
    expect(thin.map(({ id }) => id)).toEqual(measureVariety(TABLE).thin.map(({ id }) => id))
    expect(more).toBe(25)
    expect(parseRecipes(readFileSync(out, 'utf8'))).toEqual(drawMoreOf(TABLE, RECIPES, 25, 4))
  })

  it.each([
    [['--more', '5'], 'belong together'],
    [['--more', '0'], 'from 1 to'],
    [['--more', '5', '--recipes', 'none.jsonl', '--out', 'more.jsonl'], 'none.jsonl'],
  ])('%j is wrong use', async (args, words) => {
    const table = join(temporaryFolder(), 'table.tsv')
    await writeTable(table, TABLE)
    const { code, stderr } = await runCli(['variety', table, ...args])
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)])
  })

  it('wants a recipe of each shape', () => {
    expect(() => drawMoreOf(TABLE, RECIPES.slice(1), 5, 0)).toThrow(RECIPES[0].id)
  })
})
