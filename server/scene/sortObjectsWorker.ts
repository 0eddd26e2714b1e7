import { answering } from '../executor/answering.js'
import { sortObjects } from './sortObjects.js'

/** What the thread of sortScene runs: seconds for a thousand meshes, in which the server has to answer. */
export default answering(sortObjects)
