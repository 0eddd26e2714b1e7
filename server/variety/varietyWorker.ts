import { answering } from '../executor/answering.js'
import { measureVariety } from './measureVariety.js'

/** What the thread of measureVarietyInWorker runs. */
export default answering(measureVariety)
