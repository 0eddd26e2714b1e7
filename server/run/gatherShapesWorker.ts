import { answering } from '../executor/answering.js'
import { gatherShapes } from './gatherShapes.js'
import { readGroupedShapes, type RunFolder } from './runFolder.js'

/** The thread of RunResults.shapes. */
export default answering(async (run: RunFolder) => gatherShapes(await readGroupedShapes(run)))
