import type { WorkContext } from '../../shared/progress.js'
import { onThread } from '../executor/onThread.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import type { Duplicate } from '../duplicates/findDuplicates.js'
import type { Signature } from '../duplicates/signature.js'
import type readDuplicates from './duplicatesWorker.js'
import type { ComparedFile } from './duplicatesWorker.js'
import { requireMeshFiles, type FoundFiles } from './findMeshFiles.js'

/** A file that is the same as another one, see Duplicate. */
export interface DuplicateFile extends Omit<Duplicate, 'shape' | 'of'> {
  readonly id: string
  readonly class: string
  readonly of: string
}

export interface ComparedFiles {
  readonly refused: readonly RefusedShape[]
  /** Number of files that were compared. */
  readonly shapes: number
  readonly duplicates: readonly DuplicateFile[]
  /** Signatures by id, one for the first file of each content that could be read. */
  readonly signatures: ReadonlyMap<string, Signature>
}

export interface DuplicateFiles extends Omit<ComparedFiles, 'signatures'>, Pick<FoundFiles, 'passedOver' | 'unread'> {}

/**
 * Finds mesh files that hold the same shape as an earlier one. Nothing is changed.
 *
 * @param paths      mesh files and folders
 * @param tolerance  percent of the size that surfaces may lie apart, 0 ... 10
 * @throws ShapekinError as requireMeshFiles, `cancelled`
 */
export async function findDuplicateFiles(
  paths: readonly string[],
  tolerance: number,
  context: WorkContext,
): Promise<DuplicateFiles> {
  const { files, refused, passedOver, unread } = await requireMeshFiles(paths)
  const { signatures: _, ...found } = await compareFiles(files, tolerance, context)
  return { ...found, refused: [...refused, ...found.refused], passedOver, unread }
}

/**
 * Finds which of these files hold the same shape as an earlier one. Every search for duplicates among files goes
 * through here, whether the files come from a folder or a library. Copies are recognized by their content. Nothing is
 * changed.
 *
 * @param tolerance percent of the size that surfaces may lie apart, 0 ... 10
 * @throws ShapekinError `cancelled`
 */
export async function compareFiles(
  files: readonly ComparedFile[],
  tolerance: number,
  context: WorkContext,
): Promise<ComparedFiles> {
  const task = { files, tolerance: tolerance / 100 }
  const found = await onThread<typeof readDuplicates>('server/library/duplicatesWorker.js', task, context)
  return {
    refused: found.refused,
    shapes: found.shapes,
    signatures: new Map([...found.signatures].map(([file, signature]) => [files[file].id, signature])),
    duplicates: found.duplicates.map(({ shape, of, ...evidence }) => ({
      id: files[shape].id,
      class: files[shape].class,
      of: files[of].id,
      ...evidence,
    })),
  }
}
