import { resolve } from 'node:path'
import { ShapekinError } from '../../../shared/errors.js'
import type { ViewsChoice } from '../../../shared/schema/viewsChoice.js'
import { currentSpace, useSpace, type CatalogSpace } from '../../catalog/catalogSpace.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { loadCheckpoint, type Checkpoint } from '../../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput } from '../../checkpoint/describeForCheckpoint.js'
import { descriptorOfCheckpoint } from '../../checkpoint/hashCheckpoint.js'
import { pretrainedCheckpoint } from '../../checkpoint/shippedCheckpoint.js'
import { currentDescriptor } from '../../descriptor/currentDescriptor.js'
import { compareDescriptors, nameDescriptor } from '../../table/compareDescriptors.js'
import { planLook, type PlannedLook } from '../planLook.js'

export interface SpaceRequest {
  /** Folder of the checkpoint; default that of the library, else the shipped one that fits the files. */
  readonly checkpoint?: string | undefined
  /** Axis that points up in the files; default y. */
  readonly up?: string | undefined
  /** Whether to use views; default as the library does, else where they are available. */
  readonly views?: ViewsChoice | undefined
}

export interface ChosenSpace {
  readonly space: CatalogSpace
  readonly checkpoint: Checkpoint
  readonly input: CheckpointInput
  readonly look: PlannedLook['plan']
  /** Sentences for the user. */
  readonly notes: readonly string[]
}

/**
 * Chooses the space that shapes are described for, and makes it the one in use. The first call for a library decides;
 * after that the space stays the same, unless Shapekin's own checkpoint or descriptor has changed, in which case
 * everything is described again.
 *
 * @throws ShapekinError `library.otherSpace` when another one is asked for; `views.*`, and as loadCheckpoint
 */
export async function chooseSpace(sql: SqlFile, request: SpaceRequest): Promise<ChosenSpace> {
  const known = currentSpace(sql)
  const folder = resolve(request.checkpoint ?? known?.checkpoint ?? pretrainedCheckpoint(request.up))
  const checkpoint = await loadCheckpoint(folder)
  const input = describeForCheckpoint(checkpoint, { up: request.up })
  const { plan: look, notes } = planLook(checkpoint, input.options, request.views ?? viewsOf(known))
  const placed = descriptorOfCheckpoint(checkpoint, look !== undefined)
  const isOther = known !== undefined && compareDescriptors(known.placed, placed) !== 'same'
  if (isOther && (request.checkpoint !== undefined || request.views !== undefined))
    throw new ShapekinError('library.otherSpace', {
      path: sql.path,
      found: nameDescriptor(known.placed),
      asked: nameDescriptor(placed),
    })
  // The axis does not matter once a file's up axis is known: one library may hold files of both kinds.
  const described = currentDescriptor(describeForCheckpoint(checkpoint, {}).options)
  const space = useSpace(sql, { described, placed, checkpoint: folder })
  const again = `note      ${nameDescriptor(placed)} is in use now instead of ${known ? nameDescriptor(known.placed) : ''}: all shapes are described again`
  return { space, checkpoint, input, look, notes: isOther ? [...notes, again] : notes }
}

/** A library goes on with what it began with. */
const viewsOf = (known: CatalogSpace | undefined): ViewsChoice => {
  if (known?.placed.kind !== 'embedding') return 'auto'
  return known.placed.views ? 'on' : 'off'
}
