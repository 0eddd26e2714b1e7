import { answering } from '../executor/answering.js'
import { drawPicture } from './drawPicture.js'

/** What the thread of drawInWorker runs. */
export default answering(drawPicture)
