import { ShapekinError } from '../../shared/errors.js'
import type { OnProgress } from '../../shared/progress.js'
import type { Checkpoint } from '../checkpoint/checkpoint.js'
import { objectId, type SceneListing } from '../session/sceneListing.js'
import { placeUnsorted, type Sorting, type Space } from '../sort/placeUnsorted.js'
import { sortingSpaces } from '../sort/sortingSpaces.js'
import { normalizeRows } from '../table/normalizeRows.js'
import { row, type Table } from '../table/table.js'
import { compareSpace } from './compareSpace.js'

/** Where an object belongs. Objects are indices of the listing. */
export interface ObjectPlacement {
  readonly object: number
  readonly kind: string
  /** The most similar of the sorted objects, and its distance. */
  readonly nearest: number
  readonly distance: number
  /** 0 ... 1, see Sorting.confidence */
  readonly confidence: number
}

export interface SortedObjects extends Pick<Sorting, 'space' | 'leaveOneOut' | 'confidence'> {
  /** Placements, the doubtful ones first. */
  readonly placements: readonly ObjectPlacement[]
}

export interface ObjectsToSort {
  readonly listing: SceneListing
  /** (N) row of each object in the table; -1 = it can not be compared. */
  readonly rows: Int32Array
  /** (N) kind of each object; '' = to be sorted. */
  readonly kinds: readonly string[]
  /** (R) descriptions of the meshes. */
  readonly table: Table
  /** Undefined = compare by raw numbers. */
  readonly checkpoint?: Checkpoint | undefined
  /** (R) look of each mesh, or none. */
  readonly looks: readonly Float32Array[]
  /** (R) size of each mesh, where size counts. */
  readonly sizes?: Float32Array | undefined
}

/**
 * Gives every object without a kind the kind of the most similar object that has one, as `shapekin sort` does with
 * files. Objects that share both mesh and kind count once, because linked copies say nothing about how alike the
 * objects of a kind are.
 *
 * @throws ShapekinError `scene.noKinds`, `scene.allSorted`
 */
export function sortObjects(
  { listing, rows, kinds, table, checkpoint, looks, sizes }: ObjectsToSort,
  tell: OnProgress,
): SortedObjects {
  const examples = new Map<string, number>() // the first object of each mesh and kind
  const keyOf = (object: number) => `${rows[object]} ${kinds[object]}`
  const objects = [...rows.keys()].filter((object) => rows[object] >= 0)
  for (const object of objects) if (!examples.has(keyOf(object))) examples.set(keyOf(object), object)
  const firsts = [...examples.values()]
  const count = objects.length
  if (firsts.every((object) => kinds[object] === '')) throw new ShapekinError('scene.noKinds', { count })
  if (firsts.every((object) => kinds[object] !== '')) throw new ShapekinError('scene.allSorted', { count })

  const taken = firsts.map((object) => rows[object])
  const taught: Table = {
    ...table,
    ids: firsts.map((object) => objectId(listing.objects[object])),
    classes: firsts.map((object) => kinds[object]),
    values: pickRows(table, taken),
  }
  const own = sizes && Float32Array.from(taken, (at) => sizes[at])
  const seen = looks.length > 0 ? taken.map((at) => looks[at]) : undefined
  const spaces = sortingSpaces(taught, checkpoint, seen, (fit, fits) =>
    tell({ stage: 'sort', done: Math.floor((fit / (fits + 1)) * count), total: count }),
  )
  const { placements, ...sorting } = placeUnsorted(own ? spaces.map((space) => withSizes(space, own)) : spaces)
  const unit = own
    ? compareSpace(unitRows(spaces.find(({ name }) => name === sorting.space)?.table ?? taught), own).unit
    : 1
  const placementOf = new Map(placements.map((placement) => [keyOf(firsts[placement.row]), placement]))
  const placed = objects.flatMap((object) => {
    const found = kinds[object] === '' ? placementOf.get(keyOf(object)) : undefined
    if (!found) return []
    const { class: kind, nearest, distance, confidence } = found
    return [{ object, kind, nearest: firsts[nearest], distance: distance * unit, confidence }]
  })
  return { ...sorting, placements: placed.sort((a, b) => a.confidence - b.confidence || a.object - b.object) }
}

/** The space with size added, see compareSpace. */
function withSizes({ trials, table, ...space }: Space, sizes: Float32Array): Space {
  const sized = (each: Table): Table => ({ ...compareSpace(unitRows(each), sizes).rows, classes: each.classes })
  return {
    ...space,
    table: sized(table),
    ...(trials ? { trials: trials.map((trial) => ({ ...trial, table: sized(trial.table) })) } : {}),
  }
}

/** The rows scaled to length 1: a fitted space has rows of other lengths. */
const unitRows = (table: Table): Table =>
  table.descriptor.kind === 'foreign'
    ? { ...table, values: normalizeRows(table.values.slice(), table.dimension) }
    : table

function pickRows(table: Table, rows: readonly number[]): Float32Array {
  const values = new Float32Array(rows.length * table.dimension)
  rows.forEach((at, i) => values.set(row(table, at), i * table.dimension))
  return values
}
