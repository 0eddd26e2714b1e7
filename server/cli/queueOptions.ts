import { Option } from '@commander-js/extra-typings'
import { readConfig } from '../config.js'
import type { OpenQueue } from '../queue/openQueue.js'

/** Where work is shared, as the command line says; see Config.queue. */
export interface GivenQueue {
  readonly redis?: string | undefined
  readonly store?: string | undefined
}

/** `--redis` of commands that may leave work to workers: meshes to describe, or shapes to build. */
export const redisOption = () =>
  new Option(
    '--redis <url>',
    'leave the meshes to `shapekin worker`s at this Redis; default SHAPEKIN_REDIS, else all is done here',
  )

export const storeOption = () =>
  new Option(
    '--store <place>',
    'folder, or s3://BUCKET/PREFIX, for meshes and results on their way to and from workers, the same for all; default SHAPEKIN_STORE, else store in SHAPEKIN_HOME',
  )

/** Writes a sentence about the queue to stderr, in place of the bar that may stand there. */
export const sayOfQueue = (sentence: string): void =>
  void process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}queue     ${sentence}\n`)

/** The environment, with the options of the command line in place of its variables. */
export const withQueue = (env: NodeJS.ProcessEnv, { redis, store }: GivenQueue): NodeJS.ProcessEnv => ({
  ...env,
  ...(redis === undefined ? {} : { SHAPEKIN_REDIS: redis }),
  ...(store === undefined ? {} : { SHAPEKIN_STORE: store }),
})

/**
 * The queue for a command's work, closed after it; undefined where no Redis is named.
 *
 * @param threads see QueueOptions
 * @throws ShapekinError as openQueue
 */
export async function usingQueue<Result>(
  given: GivenQueue,
  threads: number | undefined,
  work: (queue: OpenQueue | undefined) => Promise<Result>,
): Promise<Result> {
  const place = readConfig(withQueue(process.env, given)).queue
  if (place === undefined) return work(undefined)
  const { openQueue } = await import('../queue/openQueue.js') // heavy, and most calls need no queue
  const queue = await openQueue({ ...place, threads, say: sayOfQueue })
  try {
    return await work(queue)
  } finally {
    await queue.close()
  }
}
