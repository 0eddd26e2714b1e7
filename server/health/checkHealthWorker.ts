import { answering } from '../executor/answering.js'
import { checkHealth } from './checkHealth.js'

/** What the thread of checkHealthInWorker runs. */
export default answering(checkHealth)
