import { join } from 'node:path'
import { PROJECT_ROOT } from '../system/projectRoot.js'

/** Folder of a checkpoint that comes with Shapekin. */
export const shippedCheckpoint = (name: string): string => join(PROJECT_ROOT, 'checkpoints', name)
