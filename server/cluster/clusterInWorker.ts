import type { ExecutorContext } from '../executor/executor.js'
import { onThread } from '../executor/onThread.js'
import type { ClusterOptions } from './clusterTree.js'
import type cluster from './clusterWorker.js'
import type { Rows } from './rows/rows.js'
import type { Tree } from './tree.js'

/**
 * clusterTree on a thread of its own: the event loop stays free, and cancelling ends the thread at once, with its
 * memory.
 *
 * @throws ShapekinError as clusterTree, and `cancelled`
 */
export const clusterInWorker = (
  rows: Rows,
  options: Omit<ClusterOptions, 'onProgress'> = {},
  context: ExecutorContext = {},
): Promise<Tree> => onThread<typeof cluster>('server/cluster/clusterWorker.js', { rows, options }, context)
