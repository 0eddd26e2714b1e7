import type { ExecutorContext } from '../executor/executor.js'
import { onThread } from '../executor/onThread.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from './checkpoint.js'
import type embed from './embedWorker.js'

/**
 * embedTable on a thread of its own, so that the event loop stays free: it takes 3 ms a shape with the pretrained
 * checkpoints.
 */
export const embedInWorker = (
  checkpoint: Checkpoint,
  table: Table,
  looks?: readonly Float32Array[],
  context?: ExecutorContext,
): Promise<Table> => onThread<typeof embed>('server/checkpoint/embedWorker.js', { checkpoint, table, looks }, context)
