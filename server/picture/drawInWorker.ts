import { onThread } from '../executor/onThread.js'
import type { Picture, PictureTask } from './drawPicture.js'
import type draw from './pictureWorker.js'

/**
 * drawPicture for all tasks, on one thread, so that the server can answer: a map takes 0.1 s for 400 shapes and
 * seconds for 20,000. One thread draws all, because its modules take 0.6 s to load, more than a thread for each of a
 * few pictures would save.
 */
export const drawInWorker = (tasks: readonly PictureTask[], signal?: AbortSignal): Promise<Picture[]> =>
  onThread<typeof draw>('server/picture/pictureWorker.js', tasks, { signal })
