import { answering } from '../executor/answering.js'
import { sortObjects } from './sortObjects.js'

/**
 * What the thread of sortScene runs. It takes seconds for a thousand meshes, and the server has to answer meanwhile.
 */
export default answering(sortObjects)
