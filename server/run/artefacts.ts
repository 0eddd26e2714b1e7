import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { SCENE_FILES, type SceneFile } from '../../shared/schema/sceneFiles.js'
import type { Finding } from '../../shared/schema/finding.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { TrainReport } from '../../shared/schema/trainReport.js'
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import type { Grouping } from '../cluster/grouping.js'
import { readTree, treePath, writeTree } from '../cluster/treeFile.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import { descriptionReport, readReport } from '../library/descriptionReport.js'
import type { FamilyFiles } from '../library/composeFamilies.js'
import type { Picture } from '../picture/drawPicture.js'
import { printRecipes, RECIPES_FILE } from '../recipe/recipesFile.js'
import { writeWhole } from '../system/writeWhole.js'
import { readRows } from '../table/readRows.js'
import { readTable } from '../table/readTable.js'
import type { Split } from '../table/splitTable.js'
import type { Table } from '../table/table.js'
import { writeTableReport } from '../table/tableReport.js'
import { writeRows, writeTable } from '../table/writeTable.js'
import { readCurves, writeCurves } from '../training/curves/writeCurves.js'
import type { Epoch } from '../training/trainNetwork.js'
import type { Artefact } from './stages.js'

/** The files that stages write, with the form of each. Paths are relative to the folder of the run or task. */

const put = (folder: string, name: string, content: string | Uint8Array) => writeWhole(join(folder, name), content)

export const json = <T>(name: string): Artefact<T> => ({
  write: (folder, value) => put(folder, name, JSON.stringify(value, null, 1) + '\n'),
  read: async (folder) => JSON.parse(await readFile(join(folder, name), 'utf8')) as T,
})

const table = (name: string): Artefact<Table> => ({
  write: (folder, value) => writeTable(join(folder, name), value),
  read: (folder) => readTable(join(folder, name)),
})

/** `recipes.jsonl`: what Blender builds, one recipe a line. */
export const writeRecipes = (folder: string, recipes: readonly Recipe[]): Promise<void> =>
  put(folder, RECIPES_FILE, printRecipes(recipes))

/** `shapes.tsv` with `shapes.report.json`: the description of every shape, or why it has none. */
export const shapesTable = (options: DescribeOptions): Artefact<DescribedShapes> => ({
  async write(folder, shapes) {
    const path = join(folder, 'shapes.tsv')
    await writeTable(path, shapes.table, shapes.refused)
    await writeTableReport(path, descriptionReport(shapes, options, 0))
  },
  async read(folder) {
    const path = join(folder, 'shapes.tsv')
    const { meshes, refused, fromCache } = await readReport(path)
    return {
      table: await readTable(path),
      meshes: meshes.map(({ id: _, ...mesh }) => mesh),
      refused: refused.map(({ status, ...row }) => ({ ...row, code: status })),
      known: fromCache,
      looks: [], // shapes of a run are compared by descriptions alone
    }
  },
})

/** `train.tsv`, `valid.tsv`, `test.tsv`. */
export const splitTables: Artefact<Split> = {
  async write(folder, { train, valid, test }) {
    await table('train.tsv').write(folder, train)
    await table('valid.tsv').write(folder, valid)
    await table('test.tsv').write(folder, test)
  },
  async read(folder) {
    const [train, valid, test] = await Promise.all(
      ['train.tsv', 'valid.tsv', 'test.tsv'].map((name) => table(name).read(folder)),
    )
    return { train, valid, test }
  },
}

/** What is kept of a training. Its curves are only for people, and are written but not read. */
export interface KeptTraining {
  readonly checkpoint: Checkpoint
  readonly report: TrainReport
  readonly epochs?: readonly Epoch[]
}

/** `checkpoint/`, `training.json`, `curves.jsonl` and TensorBoard's events. @param now milliseconds since 1970 */
export const trainedNetwork = (now: () => number): Artefact<KeptTraining> => ({
  async write(folder, { checkpoint, report, epochs }) {
    await saveCheckpoint(join(folder, 'checkpoint'), checkpoint)
    await json('training.json').write(folder, report)
    if (epochs) await writeCurves(folder, epochs, now())
  },
  read: async (folder) => ({
    checkpoint: await loadCheckpoint(join(folder, 'checkpoint')),
    report: await json<TrainReport>('training.json').read(folder),
    epochs: await readCurves(folder),
  }),
})

/** `embedding.tsv`. */
export const embeddingTable = table('embedding.tsv')

/** `embedding.tree.tsv`, in SciPy's form, and `embedding.tree.json`; for raw histograms `shapes.tree.*`. */
export const dendrogram = (name: 'embedding' | 'shapes'): Artefact<Grouping> => {
  const path = (folder: string) => treePath(join(folder, `${name}.tsv`))
  return { write: (folder, grouping) => writeTree(path(folder), grouping), read: (folder) => readTree(path(folder)) }
}

/** `labels.tsv`: group, and part of the split, of each row of a table. In memory: (N) int32 groups. */
export const groupLabels = ({ ids, classes }: Table, split: Split): Artefact<Int32Array> => ({
  async write(folder, groups) {
    const parts = Object.entries<Table>({ ...split })
    const partOf = new Map(parts.flatMap(([part, { ids }]) => ids.map((id) => [id, part])))
    const rows = ids.map((id, row) => [id, classes[row], String(groups[row]), partOf.get(id) ?? ''])
    await writeRows(join(folder, 'labels.tsv'), [['id', 'class', 'group', 'split'], ...rows])
  },
  read: async (folder) => Int32Array.from(await readRows(join(folder, 'labels.tsv')), ([, , group]) => Number(group)),
})

/** `health.json`: reasons not to trust the groups. */
export const healthFindings = json<readonly Finding[]>('health.json')

/** `NAME.svg` and `NAME.png` for each of these names. */
export const pictureFiles = (...names: ('map' | 'tree' | 'curves')[]): Artefact<readonly Picture[]> => ({
  async write(folder, pictures) {
    for (const [i, { svg, png }] of pictures.entries()) {
      await put(folder, `${names[i]}.svg`, svg)
      await put(folder, `${names[i]}.png`, png)
    }
  },
  read: (folder) =>
    Promise.all(
      names.map(async (name) => ({
        svg: await readFile(join(folder, `${name}.svg`), 'utf8'),
        png: await readFile(join(folder, `${name}.png`)),
      })),
    ),
})

/** `families.html`, `families.svg` and `families.png`. */
export const familiesFiles: Artefact<FamilyFiles> = {
  async write(folder, pages) {
    for (const [end, content] of pages) await put(folder, `families${end}`, content)
  },
  read: async (folder) => [
    ['.html', await readFile(join(folder, 'families.html'), 'utf8')],
    ['.svg', await readFile(join(folder, 'families.svg'), 'utf8')],
    ['.png', await readFile(join(folder, 'families.png'))],
  ],
}

/** `scene.blend` and `scene.png`. */
export const sceneFiles: Artefact<ReadonlyMap<SceneFile, Uint8Array>> = {
  async write(folder, files) {
    for (const [name, bytes] of files) await put(folder, name, bytes)
  },
  read: async (folder) =>
    new Map(await Promise.all(SCENE_FILES.map(async (name) => [name, await readFile(join(folder, name))] as const))),
}

/** `report.json`, the whole record, written last. */
export const reportFile = json<object>('report.json')
