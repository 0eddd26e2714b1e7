import { onThread } from '../executor/onThread.js'
import type { Picture, PictureTask } from './drawPicture.js'
import type draw from './pictureWorker.js'

/**
 * drawPicture for each task, on one thread: a map takes 0.1 s for 400 shapes, seconds for 20,000, in which the server has to
 * answer; what draws takes 0.6 s to load, more than a few pictures would gain by a thread each.
 */
export const drawInWorker = (tasks: readonly PictureTask[], signal?: AbortSignal): Promise<Picture[]> =>
  onThread<typeof draw>('server/picture/pictureWorker.js', tasks, { signal })
