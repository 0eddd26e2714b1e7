import { answering } from '../executor/answering.js'
import { drawRunMap } from './drawRunMap.js'

/** What the thread of runMapInWorker runs. */
export default answering(drawRunMap)
