import type { Logger } from 'pino'
import type { BuildElsewhere } from '../session/buildElsewhere.js'
import type { OpenQueue } from './openQueue.js'

/**
 * Shapes of a queue's workers; none where there is no queue, no worker, or where they have another Blender than is
 * wanted.
 */
export const buildByWorkers =
  (queue: OpenQueue | undefined, log: Logger): BuildElsewhere =>
  async (drawing, signal, blender) => {
    const found = await queue?.builders()
    if (queue === undefined || found === undefined) return undefined
    if (blender === undefined || blender === found) return queue.shapes(drawing, { blender: found }, signal)
    log.warn({ found, own: blender }, 'workers build shapes with another Blender: they are built here')
    return undefined
  }
