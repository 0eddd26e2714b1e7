import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Recipe } from '../../shared/schema/recipe.js'
import { cutGrouping, EXPERIMENT_GROUPING } from '../cluster/grouping.js'
import { likenessOf } from '../cluster/likeness.js'
import { readTree, treePath } from '../cluster/treeFile.js'
import { RECIPES_FILE } from '../recipe/recipesFile.js'
import { readRows } from '../table/readRows.js'
import { readTable } from '../table/readTable.js'
import { readKeptPictures } from '../run/keptPictures.js'
import { once } from './once.js'
import { recipeMeasures } from './recipeMeasures.js'
import { searchOf } from './searchOf.js'
import { describedBy, meshAddress, pictureAddress, rowsOfIds, type ShownRows } from './shownRows.js'

/** Place of a finished run. */
export interface RunPlace {
  readonly kind: 'run'
  /** Folder of its files. */
  readonly folder: string
  /** File that says which picture each shape has. */
  readonly picturesNote: string
  /** True where the groups were made from the raw histograms, not from the embedding. */
  readonly isRaw: boolean
  /** Number of groups that were made. */
  readonly groups: number
}

/** The shapes of a run, as rows to show. @throws ShapekinError as readTable */
export async function runRows({ folder, picturesNote, isRaw, groups: made }: RunPlace): Promise<ShownRows> {
  const name = join(folder, isRaw ? 'shapes.tsv' : 'embedding.tsv')
  const table = await readTable(name)
  const labels = await readRows(join(folder, 'labels.tsv'))
  const labelOf = new Map(labels.map(([id, , group, split]) => [id, { group: Number(group), split }]))
  const keys = await readKeptPictures(picturesNote)
  const pictures = table.ids.map((id) => pictureAddress(keys.get(id) ?? ''))
  const { metric } = EXPERIMENT_GROUPING
  const grouping = once(() => readTree(treePath(name)))
  const recipes = once(() => readRecipes(folder))
  const likeness = likenessOf(metric, table.values, table.dimension)
  return {
    table,
    metric,
    likeness,
    farthest: likeness.distanceOf(0),
    splits: table.ids.map((id) => labelOf.get(id)?.split ?? ''),
    pictures,
    grouping,
    async groups(cut, wishes) {
      if (cut === undefined && wishes.length === 0)
        return Int32Array.from(table.ids, (id) => labelOf.get(id)?.group ?? -1)
      return cutGrouping(await grouping(), table, cut ?? { groups: made }, wishes)
    },
    search: searchOf(table, metric),
    eachDescription: describedBy(
      once(async () => {
        const numbers = isRaw ? table : await readTable(join(folder, 'shapes.tsv'))
        return { table: numbers, rowOf: rowsOfIds(table.ids, numbers) }
      }),
    ),
    measures: async () => recipeMeasures(table.ids, await recipes()),
    one: async (row) => ({
      mesh: meshAddress(pictures[row]),
      duplicates: '',
      facts: [],
      recipe: (await recipes()).get(table.ids[row]) ?? null,
    }),
  }
}

/** Recipes of the run's shapes by their ids; empty where the run has no such file. */
async function readRecipes(folder: string): Promise<Map<string, Recipe>> {
  const lines = (await readFile(join(folder, RECIPES_FILE), 'utf8').catch(() => '')).split('\n').filter(Boolean)
  return new Map(lines.map((line) => Recipe.parse(JSON.parse(line))).map((recipe) => [recipe.id, recipe]))
}
