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
import type { Refusal } from '../mesh/refusal.js'
import { objectId, type SceneListing } from '../session/blenderRun.js'
import { printRecipes, RECIPES_FILE } from '../recipe/recipesFile.js'
import { writeWhole } from '../system/writeWhole.js'
import { printNumber } from '../table/printNumber.js'
import { readRows } from '../table/readRows.js'
import { readTable } from '../table/readTable.js'
import type { Split } from '../table/splitTable.js'
import type { Table } from '../table/table.js'
import { writeTableReport } from '../table/tableReport.js'
import { writeRows, writeTable } from '../table/writeTable.js'
import { readCurves, writeCurves } from '../training/curves/writeCurves.js'
import type { Epoch } from '../training/trainNetwork.js'
import type { Artefact } from './stages.js'

/** The files of a run, a row for each thing that a stage makes. Paths are relative to the run's folder. */

const put = (folder: string, name: string, content: string | Uint8Array) => writeWhole(join(folder, name), content)

const json = <T>(name: string): Artefact<T> => ({
  write: (folder, value) => put(folder, name, JSON.stringify(value, null, 1) + '\n'),
  read: async (folder) => JSON.parse(await readFile(join(folder, name), 'utf8')) as T,
})

const table = (name: string): Artefact<Table> => ({
  write: (folder, value) => writeTable(join(folder, name), value),
  read: (folder) => readTable(join(folder, name)),
})

/** `recipes.jsonl`: what Blender is asked to build, a recipe a line. */
export const writeRecipes = (folder: string, recipes: readonly Recipe[]): Promise<void> =>
  put(folder, RECIPES_FILE, printRecipes(recipes))

/** `shapes.tsv` with `shapes.report.json`: every shape in numbers, or why it has none. */
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
      looks: [], // a run is compared by its descriptions
    }
  },
})

/** Meshes of a scene in numbers, with (rows of the table) the size of each and, if they were looked at, how it looks. */
export interface MeasuredShapes extends DescribedShapes {
  readonly sizes: Float32Array
}

/** `shapes.tsv` as above, with `measures.tsv`: id, size, and v0 ... where meshes were looked at. */
export const sceneShapes = (options: DescribeOptions): Artefact<MeasuredShapes> => ({
  async write(folder, shapes) {
    await shapesTable(options).write(folder, shapes)
    const { table, sizes, looks } = shapes
    const columns = Array.from(looks[0] ?? [], (_, column) => `v${column}`)
    const rows = table.ids.map((id, row) => [id, printNumber(sizes[row]), ...Array.from(looks[row] ?? [], printNumber)])
    await writeRows(join(folder, 'measures.tsv'), [['id', 'size', ...columns], ...rows])
  },
  async read(folder) {
    const shapes = await shapesTable(options).read(folder)
    const rows = await readRows(join(folder, 'measures.tsv'))
    const measured = rows.map(([, ...numbers]) => Float32Array.from(numbers, Number))
    return {
      ...shapes,
      sizes: Float32Array.from(measured, ([size]) => size),
      looks: measured.flatMap((each) => (each.length > 1 ? [each.subarray(1)] : [])),
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

/** What is kept of a training: its curves are for people, and written with it. */
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

/** `embedding.tree.tsv`, as SciPy has it, and `embedding.tree.json`; of the raw histograms `shapes.tree.*`. */
export const dendrogram = (name: 'embedding' | 'shapes'): Artefact<Grouping> => {
  const path = (folder: string) => treePath(join(folder, `${name}.tsv`))
  return { write: (folder, grouping) => writeTree(path(folder), grouping), read: (folder) => readTree(path(folder)) }
}

/** `labels.tsv`: group and part of the split of each row of a table. (N) int32. */
export const groupLabels = ({ ids, classes }: Table, split: Split): Artefact<Int32Array> => ({
  async write(folder, groups) {
    const parts = Object.entries<Table>({ ...split })
    const partOf = new Map(parts.flatMap(([part, { ids }]) => ids.map((id) => [id, part])))
    const rows = ids.map((id, row) => [id, classes[row], String(groups[row]), partOf.get(id) ?? ''])
    await writeRows(join(folder, 'labels.tsv'), [['id', 'class', 'group', 'split'], ...rows])
  },
  read: async (folder) => Int32Array.from(await readRows(join(folder, 'labels.tsv')), ([, , group]) => Number(group)),
})

/** `objects.json`: what the open scene holds, and what was left out. */
export const sceneListing = json<SceneListing>('objects.json')

export interface ObjectGroups {
  /** (N) group of each object, -1 = none. */
  readonly groups: Int32Array
  /** (G) what each is called. */
  readonly names: readonly string[]
}

/**
 * `groups.tsv`: a row for each object of a scene; those left out have their reason as status and no group. `names.tsv`: what
 * each group is called.
 * @param refused by number of the mesh: every object that has it is without a group
 */
export const objectGroups = (
  { objects, leftOut }: SceneListing,
  refused: ReadonlyMap<number, Refusal>,
): Artefact<ObjectGroups> => ({
  async write(folder, { groups, names }) {
    const grouped = objects.map((object, i) => {
      const status = refused.get(object.shape)?.code ?? 'ok'
      return [objectId(object), object.collection, status, groups[i] < 0 ? '' : String(groups[i])]
    })
    const others = leftOut.map(({ name, code }) => [name, '', code, ''])
    await writeRows(join(folder, 'groups.tsv'), [['id', 'class', 'status', 'group'], ...grouped, ...others])
    await writeRows(join(folder, 'names.tsv'), [
      ['group', 'name'],
      ...names.map((name, group) => [String(group), name]),
    ])
  },
  async read(folder) {
    const rows = (await readRows(join(folder, 'groups.tsv'))).slice(0, objects.length)
    return {
      groups: Int32Array.from(rows, ([, , , group]) => (group === '' ? -1 : Number(group))),
      names: (await readRows(join(folder, 'names.tsv'))).map(([, name]) => name),
    }
  },
})

/** As sortObjects gives them; objects are indices of a listing. */
interface PlacedObject {
  readonly object: number
  readonly kind: string
  readonly nearest: number
  readonly distance: number
  readonly confidence: number
}

/** `sorted.tsv`: where each object belongs that was not sorted, in the order given; then those that can not be compared, with the reason as status. */
export async function writeSorted(
  folder: string,
  { objects, leftOut }: SceneListing,
  refused: ReadonlyMap<number, Refusal>,
  placements: readonly PlacedObject[],
): Promise<void> {
  const idOf = (object: number) => objectId(objects[object])
  const reasonless = objects.flatMap((object) => {
    const reason = refused.get(object.shape)
    return reason ? [[objectId(object), reason.code]] : []
  })
  await writeRows(join(folder, 'sorted.tsv'), [
    ['id', 'class', 'status', 'nearest', 'distance', 'confidence'],
    ...placements.map(({ object, kind, nearest, distance, confidence }) => [
      ...[idOf(object), kind, 'ok', idOf(nearest)],
      ...[distance.toPrecision(6), confidence.toFixed(3)],
    ]),
    ...[...reasonless, ...leftOut.map(({ name, code }) => [name, code])].map(([id, code]) => [
      id,
      '',
      code,
      '',
      '',
      '',
    ]),
  ])
}

/** As duplicateObjects gives them; objects are indices of a listing. */
interface EqualObject {
  readonly object: number
  readonly of: number
  readonly changes: readonly string[]
  readonly residual: number
  readonly residualShare: number
  readonly scale: number
  readonly triangles: readonly [own: number, other: number]
}

/**
 * `duplicates.tsv`: every object whose mesh is that of another one, with the evidence, and every one that shares its mesh with an
 * earlier one already; then those that can not be compared, with the reason as status.
 */
export async function writeDuplicates(
  folder: string,
  { objects, leftOut }: SceneListing,
  refused: ReadonlyMap<number, Refusal>,
  duplicates: readonly EqualObject[],
): Promise<void> {
  const duplicateOf = new Map(duplicates.map((each) => [each.object, each]))
  const firstOf = new Map<number, number>()
  const rows = objects.flatMap((object, i) => {
    const own = [objectId(object), object.collection]
    const reason = refused.get(object.shape)
    if (reason) return [[...own, reason.code, '', '', '', '', '', '', '']]
    const duplicate = duplicateOf.get(i)
    const first = firstOf.get(object.shape)
    if (first === undefined) firstOf.set(object.shape, i)
    if (duplicate) return [[...own, 'ok', objectId(objects[duplicate.of]), ...evidenceOf(duplicate)]]
    return first === undefined
      ? []
      : [[...own, 'ok', objectId(objects[first]), 'shares its mesh', '0', '0', '1', '', '']]
  })
  const others = leftOut.map(({ name, code }) => [name, '', code, '', '', '', '', '', '', ''])
  const columns = ['id', 'class', 'status', 'of', 'changes', 'residual', 'share', 'scale', 'triangles', 'triangles_of']
  await writeRows(join(folder, 'duplicates.tsv'), [columns, ...rows, ...others])
}

const evidenceOf = ({ changes, residual, residualShare, scale, triangles }: EqualObject): string[] => [
  changes.join(', '),
  residual.toPrecision(3),
  residualShare.toPrecision(3),
  scale.toPrecision(6),
  ...triangles.map(String),
]

/** `similar.tsv`: what is most like an object, the likest first; `from` the scene or a library, likeness in percent. */
export const writeSimilar = (
  folder: string,
  nearest: readonly { id: string; class: string; from: string; likeness: number; distance: number }[],
): Promise<void> =>
  writeRows(join(folder, 'similar.tsv'), [
    ['id', 'class', 'from', 'likeness', 'distance'],
    ...nearest.map(({ id, class: label, from, likeness, distance }) => [
      ...[id, label, from],
      ...[likeness.toFixed(2), distance.toPrecision(6)],
    ]),
  ])

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

/** `report.json`, written last: the whole record. */
export const reportFile = json<object>('report.json')
