import { isOfNoShape, ShapekinError, toShapekinError } from '../../../shared/errors.js'
import type { ContentId, KeptShape, ShapeNumbers } from '../../catalog/contentRows.js'
import { placeRows } from '../../checkpoint/placeRows.js'
import type { MeshInput } from '../../mesh/meshSource.js'
import { refusalOf, type Refusal } from '../../mesh/refusal.js'
import { upOfFile } from '../../catalog/rootRows.js'
import type { MeshRunner } from '../../mesh/meshRunner.js'
import type { OpenedFile, ShapeReader } from '../shapeReader.js'
import type { ChosenSpace } from './chooseSpace.js'
import type { Study, StudyOptions } from './studyWorker.js'
import type { ChangedFile } from './surveyRoot.js'

/** What a file holds: a content that is known, or a new one. */
export type StudiedFile =
  | { readonly type: 'unreadable'; readonly refusal: Refusal }
  | { readonly type: 'read'; readonly id: ContentId; readonly shapes: readonly KeptShape[] | undefined }

export interface StudyContext {
  readonly chosen: ChosenSpace
  readonly pool: MeshRunner<StudyOptions, Study>
  readonly reader: ShapeReader
  /** Whether the library has this content, or another file with it is being studied. */
  readonly isKnown: (id: ContentId) => boolean
  readonly signal: AbortSignal
}

/**
 * Reads a file and, where its content is not known, describes all its shapes.
 *
 * @throws ShapekinError `cancelled`, `queue.*`
 */
export async function studyFile(file: ChangedFile, context: StudyContext): Promise<StudiedFile> {
  const { chosen, reader, isKnown, signal } = context
  let opened: OpenedFile
  let key: string
  try {
    opened = await reader.open(file)
    key = await opened.key()
  } catch (cause) {
    return { type: 'unreadable', refusal: refusalOf(cause) }
  }
  const { split } = file.root
  const up = upOfFile(file.root, file.id)
  const id: ContentId = { space: chosen.space.id, key, up, split }
  if (isKnown(id)) return { type: 'read', id, shapes: undefined }
  const parts = await opened.parts(split, signal)
  const shapes = await Promise.all(
    parts.map(async ({ name: part, shape }): Promise<KeptShape> => {
      if ('refused' in shape) return { part, found: shape }
      try {
        return { part, found: await studyShape(shape, up, context) }
      } catch (cause) {
        if (signal.aborted) throw new ShapekinError('cancelled')
        if (isOfNoShape(toShapekinError(cause).code)) throw cause
        return { part, found: { refused: refusalOf(cause) } }
      }
    }),
  )
  return { type: 'read', id, shapes }
}

async function studyShape(
  shape: MeshInput,
  up: ContentId['up'],
  { chosen: { checkpoint, input, look }, pool, signal }: StudyContext,
): Promise<ShapeNumbers> {
  const options = { describe: { ...input.options, up }, view: look && { ...look.view, up } }
  const { facts, values, sight } = await pool.run(shape, options, signal)
  const seen = sight && look?.place(sight)
  // placeRows in place of embedTable, which hashes the checkpoint: that takes as long as everything else here.
  const place = placeRows(checkpoint, values, seen && [seen]).values
  return { facts, description: values, look: seen, place }
}
