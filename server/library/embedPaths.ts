import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import type { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import { loadCheckpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { embedInWorker } from '../checkpoint/embedInWorker.js'
import { readTable } from '../table/readTable.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import type { Table } from '../table/table.js'
import { isTablePath } from '../table/tableFile.js'
import { planLook } from './planLook.js'
import { describePaths, requireDescribed, type DescribedFiles } from './describePaths.js'

export interface EmbedRequest {
  /** One table (`.tsv`, `.parquet`), or mesh files and folders. */
  readonly paths: readonly string[]
  /** Folder of the checkpoint. */
  readonly checkpoint: string
  readonly axes: GivenAxes
  readonly views: ViewsChoice
  readonly split?: SplitChoice
  /** Number of threads; default one per core. */
  readonly workers?: number | undefined
}

export interface EmbeddedPaths {
  readonly embedding: Table
  /**
   * Sentences for the user: what a table was taken for, where its report does not say it all; why there are no views
   * where there could be.
   */
  readonly notes: readonly string[]
  /** For mesh files: what they gave, and how they were described. */
  readonly files?: { readonly described: DescribedFiles; readonly input: CheckpointInput }
}

/**
 * Places shapes in a checkpoint's space: the rows of one table, or mesh files, described as the checkpoint wants them.
 *
 * @throws ShapekinError `input.invalid`, `views.noMeshes`, and as loadCheckpoint, readTable, planLook, describePaths, embedTable
 */
export async function embedPaths(
  { paths, checkpoint: folder, axes, views, split, workers }: EmbedRequest,
  work: WorkContext,
): Promise<EmbeddedPaths> {
  const tables = paths.filter(isTablePath)
  if (tables.length > 0 && paths.length > 1)
    throw new ShapekinError('input.invalid', { field: 'path', problem: 'give one table, or meshes, not both' })
  const checkpoint = await loadCheckpoint(folder)
  if (tables.length === 1) {
    if (views === 'on') throw new ShapekinError('views.noMeshes', { path: tables[0] })
    const table = await readTable(tables[0])
    return {
      embedding: await embedInWorker(checkpoint, table, undefined, work),
      notes: unsaidLines(tables[0], table.descriptor, checkpoint.expects),
    }
  }
  const input = describeForCheckpoint(checkpoint, axes)
  const { plan: look, notes } = planLook(checkpoint, input.options, views)
  const described = await describePaths(paths, input.options, { look, workers, split, up: axes.up }, work)
  requireDescribed(described)
  const embedding = await embedInWorker(checkpoint, described.table, described.looks, work)
  return { embedding, notes, files: { described, input } }
}
