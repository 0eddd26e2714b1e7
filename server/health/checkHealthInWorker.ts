import { onThread } from '../system/onThread.js'
import type { HealthInput } from './checkHealth.js'
import type { Finding } from '../../shared/schema/finding.js'

/** checkHealth on a thread of its own: seconds for 20,000 shapes, in which the server has to answer. */
export const checkHealthInWorker = (input: HealthInput, signal?: AbortSignal): Promise<Finding[]> =>
  onThread<HealthInput, Finding[]>('server/health/checkHealthWorker.js', input, { signal })
