import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { Recipe } from '../../shared/schema/recipe.js'
import type { ShapeDetail } from '../../shared/schema/runShapes.js'
import { EXPERIMENT_GROUPING } from '../cluster/grouping.js'
import { likenessOf } from '../cluster/likeness.js'
import { RowSearch } from '../cluster/rowSearch.js'
import { answering } from '../executor/answering.js'
import { RECIPES_FILE } from '../recipe/recipesFile.js'
import { readTable } from '../table/readTable.js'
import { row, type Table } from '../table/table.js'
import { readGroupedShapes, type RunFolder } from './runFolder.js'

/** So many fill two lines of the page. */
const NEAREST = 12

/** The thread of RunResults.shape. */
export default answering(async ({ run, shape }: { run: RunFolder; shape: string }): Promise<ShapeDetail> => {
  const { table, groups, pictures } = await readGroupedShapes(run)
  const own = table.ids.indexOf(shape)
  if (own < 0) throw new ShapekinError('shape.unknown', { key: shape })
  const { ids, classes, values, dimension } = table
  const { metric } = EXPERIMENT_GROUPING
  const { percentOf } = likenessOf(metric, values, dimension)
  const found = new RowSearch({ values, count: ids.length, dimension }, metric).nearest(row(table, own), NEAREST + 1)
  const shown = (at: number) => ({ id: ids[at], class: classes[at], group: groups[at], picture: pictures[at] })
  const histograms = run.isRaw ? table : await readTable(join(run.folder, 'shapes.tsv'))
  const members = new Set(ids.filter((_, at) => groups[at] === groups[own]))
  return {
    ...shown(own),
    histograms: [...row(histograms, histograms.ids.indexOf(shape))],
    groupMean: meanOf(histograms, members),
    recipe: await readRecipe(run.folder, shape),
    nearest: found
      .filter(({ row: at }) => at !== own)
      .slice(0, NEAREST)
      .map(({ row: at, distance }) => ({ ...shown(at), distance, likeness: percentOf(distance) })),
  }
})

function meanOf(table: Table, members: ReadonlySet<string>): number[] {
  const mean = new Array<number>(table.dimension).fill(0)
  table.ids.forEach((id, at) => {
    if (members.has(id)) row(table, at).forEach((value, k) => (mean[k] += value / members.size))
  })
  return mean
}

async function readRecipe(folder: string, shape: string): Promise<Recipe | null> {
  const lines = (await readFile(join(folder, RECIPES_FILE), 'utf8').catch(() => '')).split('\n')
  const line = lines.find((each) => each.includes(`"${shape}"`))
  return line === undefined ? null : Recipe.parse(JSON.parse(line))
}
