import { answering } from '../executor/answering.js'
import { drawPicture, type PictureTask } from './drawPicture.js'

/** What the thread of drawInWorker runs. */
export default answering((tasks: readonly PictureTask[]) => Promise.all(tasks.map(drawPicture)))
