import { join } from 'node:path'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import type { Refusal } from '../mesh/refusal.js'
import { objectId, type SceneListing } from '../session/sceneListing.js'
import { printNumber } from '../table/printNumber.js'
import { readRows } from '../table/readRows.js'
import { writeRows } from '../table/writeTable.js'
import { json, shapesTable } from './artefacts.js'
import type { Artefact } from './stages.js'

/** The files of a task on a scene that a run has none of. */

/**
 * The described meshes of a scene, with (rows of the table) the size of each and, where they were looked at, its
 * look.
 */
export interface MeasuredShapes extends DescribedShapes {
  readonly sizes: Float32Array
}

/** `shapes.tsv`, as for a run, with `measures.tsv`: id, size, and v0 ... where meshes were looked at. */
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

/** `objects.json`: the objects of the open scene, and what was left out. */
export const sceneListing = json<SceneListing>('objects.json')

export interface ObjectGroups {
  /** (N) group of each object, -1 = none. */
  readonly groups: Int32Array
  /** (G) name of each group. */
  readonly names: readonly string[]
}

/**
 * `groups.tsv`: a row for each object of a scene; objects that were left out have no group, and the reason as status.
 * `names.tsv`: the name of each group.
 * @param refused by number of the mesh, why it has no numbers; its objects have no group
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

/** A placement by sortObjects; objects are indices of a listing. */
interface PlacedObject {
  readonly object: number
  readonly kind: string
  readonly nearest: number
  readonly distance: number
  readonly confidence: number
}

/**
 * `sorted.tsv`: where each object belongs that was not sorted, in the given order; then the objects that can not be
 * compared, with the reason as status.
 */
export async function writeSorted(
  folder: string,
  { objects, leftOut }: SceneListing,
  refused: ReadonlyMap<number, Refusal>,
  placements: readonly PlacedObject[],
): Promise<void> {
  const idOf = (object: number) => objectId(objects[object])
  const refusedRows = objects.flatMap((object) => {
    const reason = refused.get(object.shape)
    return reason ? [[objectId(object), reason.code]] : []
  })
  await writeRows(join(folder, 'sorted.tsv'), [
    ['id', 'class', 'status', 'nearest', 'distance', 'confidence'],
    ...placements.map(({ object, kind, nearest, distance, confidence }) => [
      ...[idOf(object), kind, 'ok', idOf(nearest)],
      ...[distance.toPrecision(6), confidence.toFixed(3)],
    ]),
    ...[...refusedRows, ...leftOut.map(({ name, code }) => [name, code])].map(([id, code]) => [
      id,
      '',
      code,
      '',
      '',
      '',
    ]),
  ])
}

/** A duplicate by duplicateObjects; objects are indices of a listing. */
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
 * `duplicates.tsv`: every object with the same mesh as another one, with the evidence, and every object that shares
 * its mesh with an earlier one already, be it in another size; then the objects that can not be compared, with the
 * reason as status.
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
    if (duplicate) {
      const other = objects[duplicate.of]
      const changes = object.mesh === other.mesh ? [SHARED, ...duplicate.changes] : duplicate.changes
      return [[...own, 'ok', objectId(other), ...evidenceOf({ ...duplicate, changes })]]
    }
    return first === undefined ? [] : [[...own, 'ok', objectId(objects[first]), SHARED, '0', '0', '1', '', '']]
  })
  const others = leftOut.map(({ name, code }) => [name, '', code, '', '', '', '', '', '', ''])
  const columns = ['id', 'class', 'status', 'of', 'changes', 'residual', 'share', 'scale', 'triangles', 'triangles_of']
  await writeRows(join(folder, 'duplicates.tsv'), [columns, ...rows, ...others])
}

const SHARED = 'shares its mesh'

const evidenceOf = ({ changes, residual, residualShare, scale, triangles }: EqualObject): string[] => [
  changes.join(', '),
  residual.toPrecision(3),
  residualShare.toPrecision(3),
  scale.toPrecision(6),
  ...triangles.map(String),
]

/**
 * `similar.tsv`: what is most like an object, by falling likeness; `from` is the scene or a library, likeness is in
 * percent.
 */
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
