import { answering } from '../executor/answering.js'
import { duplicateMeshes } from './duplicateMeshes.js'

/** What the thread of findSceneDuplicates runs. */
export default answering(duplicateMeshes)
