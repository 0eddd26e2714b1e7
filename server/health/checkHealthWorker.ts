/** What the thread of checkHealthInWorker runs. */
export { checkHealth as default } from './checkHealth.js'
