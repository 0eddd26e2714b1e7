import { drawRunMap } from './drawRunMap.js'

/** What the thread of runMapInWorker runs. */
export default drawRunMap
