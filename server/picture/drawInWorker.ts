import { onThread } from '../executor/onThread.js'
import type { RunMap, RunMapTask } from './drawRunMap.js'
import type drawRunMap from './runMapWorker.js'

/** drawRunMap on a thread of its own: 0.1 s for 400 shapes, seconds for 20,000, in which the server has to answer. */
export const runMapInWorker = (task: RunMapTask, signal?: AbortSignal): Promise<RunMap> =>
  onThread<typeof drawRunMap>('server/picture/runMapWorker.js', task, { signal })
