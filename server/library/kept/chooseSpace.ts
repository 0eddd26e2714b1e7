import { resolve } from 'node:path'
import { ShapekinError } from '../../../shared/errors.js'
import type { ViewsChoice } from '../../../shared/schema/viewsChoice.js'
import { currentSpace, useSpace, type CatalogSpace } from '../../catalog/catalogSpace.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { loadCheckpoint, type Checkpoint } from '../../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput } from '../../checkpoint/describeForCheckpoint.js'
import { descriptorOfCheckpoint } from '../../checkpoint/hashCheckpoint.js'
import { shippedCheckpoint } from '../../checkpoint/shippedCheckpoint.js'
import { currentDescriptor } from '../../descriptor/currentDescriptor.js'
import { compareDescriptors, nameDescriptor } from '../../table/compareDescriptors.js'
import { planLook, type PlannedLook } from '../planLook.js'

export interface SpaceRequest {
  /** Folder of the checkpoint; default that of the library, else the shipped one that fits. */
  readonly checkpoint?: string | undefined
  /** What points up in the files; default y. */
  readonly up?: string | undefined
  /** Default as the library has it, else where they can be had. */
  readonly views?: ViewsChoice | undefined
}

export interface ChosenSpace {
  readonly space: CatalogSpace
  readonly checkpoint: Checkpoint
  readonly input: CheckpointInput
  readonly look: PlannedLook['plan']
  /** Lines for the user. */
  readonly notes: readonly string[]
}

/**
 * Takes the space into use that shapes are to be described for. The first call for a library decides on it; from then on it
 * stays the same, unless Shapekin's own checkpoint or descriptor has changed: then all is described again.
 *
 * @throws ShapekinError `library.otherSpace` when another one is asked for; `views.*`, and as loadCheckpoint
 */
export async function chooseSpace(sql: SqlFile, request: SpaceRequest): Promise<ChosenSpace> {
  const known = currentSpace(sql)
  const fitting = shippedCheckpoint(request.up === 'none' ? 'pretrained-any-up' : 'pretrained')
  const folder = resolve(request.checkpoint ?? known?.checkpoint ?? fitting)
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
  // Which axis of a file was up does not matter once it is known: one library may hold both.
  const described = currentDescriptor(describeForCheckpoint(checkpoint, {}).options)
  const space = useSpace(sql, { described, placed, checkpoint: folder })
  const again = `note      ${nameDescriptor(placed)} is in use now instead of ${known ? nameDescriptor(known.placed) : ''}: all shapes are described again`
  return { space, checkpoint, input, look, notes: isOther ? [...notes, again] : notes }
}

/** A library keeps to what it began with. */
const viewsOf = (known: CatalogSpace | undefined): ViewsChoice => {
  if (known?.placed.kind !== 'embedding') return 'auto'
  return known.placed.views ? 'on' : 'off'
}
