import { join } from 'node:path'
import { PROJECT_ROOT } from '../system/projectRoot.js'

/** Folder of a checkpoint that comes with Shapekin. */
export const shippedCheckpoint = (name: string): string => join(PROJECT_ROOT, 'checkpoints', name)

/**
 * Folder of the shipped checkpoint for meshes of any kind.
 * @param up axis that points up in them; none = it is not known
 */
export const pretrainedCheckpoint = (up: string | undefined): string =>
  shippedCheckpoint(up === 'none' ? 'pretrained-any-up' : 'pretrained')
