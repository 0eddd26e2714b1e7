import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import type { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import { fileOfShape } from '../mesh/formats.js'
import { loadCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { pretrainedCheckpoint } from '../checkpoint/shippedCheckpoint.js'
import { placeUnsorted, type Sorting } from '../sort/placeUnsorted.js'
import { requireUnsorted } from '../sort/requireUnsorted.js'
import { sortingSpaces } from '../sort/sortingSpaces.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import { readTable } from '../table/readTable.js'
import type { Table } from '../table/table.js'
import { isTablePath } from '../table/tableFile.js'
import { describeFound, requireDescribed, type DescribedFiles } from './describePaths.js'
import { findClasses, type ClassChoice } from './findClasses.js'
import { requireMeshFiles } from './findMeshFiles.js'
import { planLook } from './planLook.js'

export interface SortRequest {
  /** A table (`.tsv`) in which some rows have a class, or the folder of a library. */
  readonly path: string
  /** Folder of the checkpoint; default: the shipped one that fits. */
  readonly checkpoint?: string | undefined
  readonly axes: GivenAxes
  /** For a folder: whether one file may be several shapes; default none. All shapes of a file have its class. */
  readonly split?: SplitChoice
  /** For a folder: whether to look at its meshes, too. */
  readonly views: ViewsChoice
  /** For a folder: which folders are classes. */
  readonly choice: ClassChoice
}

/** What will be done, reported before any file is read. */
export interface SortPlan {
  /** Names of the classes, sorted. */
  readonly classes: readonly string[]
  /**
   * For a folder: the level of the folders that the classes are named after, 1 = directly in it, and whether a person
   * said so.
   */
  readonly level?: number
  readonly wasGiven?: boolean
  readonly sorted: number
  readonly unsorted: number
}

export interface SortedLibrary {
  readonly table: Table
  readonly sorting: Sorting
  /**
   * Sentences for the user: what a table was taken for, where its report does not say it all; why there are no views
   * where there could be.
   */
  readonly notes: readonly string[]
  /** For a folder: what its files gave, and how they were described. */
  readonly files?: { readonly described: DescribedFiles; readonly input: CheckpointInput }
}

/**
 * Gives the shapes that have no class the class of the most similar one.
 *
 * @param onPlan called with the classes before the work begins
 * @throws ShapekinError `sort.noClass` and `sort.nothingToPlace` before work begins, and as findClasses,
 *         requireMeshFiles, planLook, describeFound, readTable, loadCheckpoint
 */
export async function sortLibrary(
  request: SortRequest,
  onPlan: (plan: SortPlan) => void,
  work: WorkContext,
): Promise<SortedLibrary> {
  const { path, axes } = request
  if (isTablePath(path)) {
    if (request.views === 'on') throw new ShapekinError('views.noMeshes', { path })
    const table = await readTable(path)
    onPlan(planOf(table.classes))
    const folder = request.checkpoint ?? pretrainedFor(table)
    const checkpoint = folder === undefined ? undefined : await loadCheckpoint(folder)
    const notes = checkpoint ? unsaidLines(path, table.descriptor, checkpoint.expects) : []
    return { table, sorting: sort(table, checkpoint), notes }
  }
  const found = await requireMeshFiles([path])
  const { classes, level, wasGiven } = findClasses(path, found, request.choice)
  onPlan({ ...planOf(classes), level, wasGiven })
  const checkpoint = await loadCheckpoint(request.checkpoint ?? pretrainedCheckpoint(axes.up))
  const input = describeForCheckpoint(checkpoint, axes)
  const { plan: look, notes } = planLook(checkpoint, input.options, request.views)
  const described = await describeFound(found, input.options, { split: request.split, look, up: axes.up }, work)
  requireDescribed(described)
  const classOf = new Map(found.files.map(({ id }, i) => [id, classes[i]]))
  const table = {
    ...described.table,
    classes: described.table.ids.map((id) => classOf.get(id) ?? classOf.get(fileOfShape(id)) ?? ''),
  }
  return { table, sorting: sort(table, checkpoint, described.looks), notes, files: { described, input } }
}

const sort = (table: Table, checkpoint: Checkpoint | undefined, looks?: readonly Float32Array[]): Sorting =>
  placeUnsorted(sortingSpaces(table, checkpoint, looks))

/** @throws ShapekinError as requireUnsorted */
export function planOf(classes: readonly string[]): SortPlan {
  requireUnsorted(classes)
  const sorted = classes.filter((name) => name !== '')
  return { classes: [...new Set(sorted)].sort(), sorted: sorted.length, unsorted: classes.length - sorted.length }
}

/**
 * The shipped checkpoint for tables of shape descriptors; undefined for other tables, which have no pretrained one.
 */
const pretrainedFor = ({ descriptor }: Table): string | undefined =>
  descriptor.kind === 'shape' ? pretrainedCheckpoint(descriptor.up) : undefined
