import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { loadCheckpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import { readTable } from '../table/readTable.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import type { Table } from '../table/table.js'
import { describePaths, requireDescribed, type DescribedFiles } from './describePaths.js'

export interface EmbeddedPaths {
  readonly embedding: Table
  /** What a table was taken for, where it does not say all of what it holds. */
  readonly notes: readonly string[]
  /** Of mesh files: what they gave, and how they were described. */
  readonly files?: { readonly described: DescribedFiles; readonly input: CheckpointInput }
}

/**
 * Places shapes in a checkpoint's space: the rows of one table, or mesh files, described as the checkpoint wants them.
 *
 * @param paths one table (`.tsv`), or mesh files and folders
 * @param folder of the checkpoint
 * @throws ShapekinError `input.invalid`, and as loadCheckpoint, readTable, describePaths, embedTable
 */
export async function embedPaths(
  paths: readonly string[],
  folder: string,
  axes: GivenAxes,
  work: WorkContext,
): Promise<EmbeddedPaths> {
  const tables = paths.filter((path) => path.toLowerCase().endsWith('.tsv'))
  if (tables.length > 0 && paths.length > 1)
    throw new ShapekinError('input.invalid', { field: 'path', problem: 'give one table, or meshes, not both' })
  const checkpoint = await loadCheckpoint(folder)
  if (tables.length === 1) {
    const table = await readTable(tables[0])
    return {
      embedding: embedTable(checkpoint, table),
      notes: unsaidLines(tables[0], table.descriptor, checkpoint.expects),
    }
  }
  const input = describeForCheckpoint(checkpoint, axes)
  const described = await describePaths(paths, input.options, {}, work)
  requireDescribed(described)
  return { embedding: embedTable(checkpoint, described.table), notes: [], files: { described, input } }
}
