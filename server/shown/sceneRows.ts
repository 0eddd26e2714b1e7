import { join } from 'node:path'
import { nameObjectGroups } from '../../shared/objectNames.js'
import type { FamilyWish } from '../../shared/schema/familyNotes.js'
import type { SceneRequest } from '../../shared/schema/sceneRequest.js'
import { cutGrouping } from '../cluster/grouping.js'
import { readTree, treePath } from '../cluster/treeFile.js'
import { sceneListing } from '../run/sceneArtefacts.js'
import { compareSpace } from '../scene/compareSpace.js'
import { numberByObjects, rowsOfObjects } from '../scene/objectRows.js'
import { objectTable } from '../scene/objectTable.js'
import { readRows } from '../table/readRows.js'
import { readTable } from '../table/readTable.js'
import { readKeptPictures } from '../run/keptPictures.js'
import { once } from './once.js'
import { searchOf } from './searchOf.js'
import { describedBy, meshAddress, pictureAddress, type ShownRows } from './shownRows.js'

/** Place of a grouped scene. */
export interface ScenePlace {
  readonly kind: 'scene'
  /** Folder of its files. */
  readonly folder: string
  /** File that says which picture each mesh has. */
  readonly picturesNote: string
  readonly request: Pick<SceneRequest, 'groups' | 'similar' | 'numbers' | 'scale'>
}

/**
 * The objects of a scene that could be compared, as rows to show; those that share a mesh lie on one spot.
 * @throws ShapekinError as readTable
 */
export async function sceneRows({ folder, picturesNote, request }: ScenePlace): Promise<ShownRows> {
  const name = join(folder, request.numbers === 'raw' ? 'shapes.tsv' : 'embedding.tsv')
  const [form, listing, keys] = await Promise.all([
    readTable(name),
    sceneListing.read(folder),
    readKeptPictures(picturesNote),
  ])
  const sizes = request.scale === 'counts' ? await readSizes(folder) : undefined
  const { rows, metric, unit, likeness } = compareSpace(form, sizes)
  const { objects, rowOf, table } = objectTable(listing, rows, rowsOfObjects(listing, form.ids))
  const { ids } = table
  const sharing = new Int32Array(form.ids.length)
  for (const row of rowOf) sharing[row]++
  const pictures = Array.from(rowOf, (row) => pictureAddress(keys.get(form.ids[row]) ?? ''))
  const grouping = once(() => readTree(treePath(name)))
  const made = request.groups > 0 ? { groups: request.groups } : { percent: request.similar }
  return {
    table,
    metric,
    likeness,
    farthest: unit * likeness.distanceOf(0),
    splits: ids.map(() => ''),
    pictures,
    nameGroups: (groups) =>
      nameObjectGroups(groups.map((rows) => rows.toSorted((a, b) => a - b).map((row) => objects[row].name))),
    grouping,
    async groups(cut, wishes) {
      const meshOf = new Map(ids.map((id, i) => [id, form.ids[rowOf[i]]]))
      const cutRows = cutGrouping(await grouping(), form, cut ?? made, wishesOfMeshes(wishes, meshOf))
      return numberByObjects(rowOf, cutRows)
    },
    search: searchOf(table, metric),
    eachDescription: describedBy(once(async () => ({ table: await readTable(join(folder, 'shapes.tsv')), rowOf }))),
    async measures() {
      const ofMesh = await readSizes(folder)
      return {
        Size: Array.from(rowOf, (row) => ofMesh[row] ?? null),
        'Objects with its mesh': Array.from(rowOf, (row) => sharing[row]),
        Instances: objects.map(({ instances }) => instances),
      }
    },
    one(row) {
      const object = objects[row]
      const copies = sharing[rowOf[row]] - 1
      const facts = [
        ['Collection', object.collection],
        ['Linked from', object.library],
        ['Shares its mesh with', copies > 0 ? `${copies} more` : ''],
        ['Instances', object.instances > 0 ? String(object.instances) : ''],
      ] as const
      return Promise.resolve({
        mesh: meshAddress(pictures[row]),
        duplicates: '', // another task finds duplicates
        facts: facts.filter(([, value]) => value !== ''),
        recipe: null,
      })
    },
  }
}

/** Turns wishes about objects into wishes about their meshes. */
const wishesOfMeshes = (wishes: readonly FamilyWish[], meshOf: ReadonlyMap<string, string>): FamilyWish[] => {
  const meshes = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => meshOf.get(id) ?? []))]
  return wishes.map((wish) =>
    wish.say === 'apart'
      ? { ...wish, shapes: meshes(wish.shapes), others: meshes(wish.others) }
      : { ...wish, shapes: meshes(wish.shapes) },
  )
}

const readSizes = async (folder: string): Promise<Float32Array> =>
  Float32Array.from(await readRows(join(folder, 'measures.tsv')), ([, size]) => Number(size))
