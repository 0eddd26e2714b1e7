import { answering } from '../executor/answering.js'
import { judgeSpace } from './judgeSpace.js'

/** What the thread of judgeInWorker runs. */
export default answering(judgeSpace)
