import type { Finding } from '../../shared/schema/finding.js'
import { onThread } from '../executor/onThread.js'
import type { HealthInput } from './checkHealth.js'
import type checkHealth from './checkHealthWorker.js'

/** checkHealth on a thread of its own, so that the server can answer: it takes seconds for 20,000 shapes. */
export const checkHealthInWorker = (input: HealthInput, signal?: AbortSignal): Promise<Finding[]> =>
  onThread<typeof checkHealth>('server/health/checkHealthWorker.js', input, { signal })
