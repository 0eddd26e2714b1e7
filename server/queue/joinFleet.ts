import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import { agreeOn, keepKey } from './agreeOn.js'
import { nameVersions, WORK_VERSIONS } from './queuedWork.js'
import { Digest, type BlobKey, type BlobStore } from './store/blobStore.js'

/** What all programs that work at one Redis have in common. */
const Fleet = z.object({
  versions: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Name of an empty blob in their store, which no other store has. */
  mark: Digest,
})
type Fleet = z.infer<typeof Fleet>

const FLEET_KEY = 'shapekin:fleet'
/** Key of the last fleet's mark. The next fleet uses the mark again, so that not every fleet leaves a blob behind. */
const MARK_KEY = 'shapekin:mark'

/**
 * Joins the programs that work at a Redis, workers and those that give work. All must make the same results of a mesh,
 * and use the same store.
 *
 * @param address of the Redis, for errors
 * @returns a function that leaves the fleet again
 * @throws ShapekinError `queue.otherVersions`, `queue.otherStore`, and as the store
 */
export async function joinFleet(redis: Redis, store: BlobStore, address: string): Promise<() => void> {
  const text = (await redis.get(FLEET_KEY)) ?? (await beginFleet(redis, store))
  const found = Fleet.parse(JSON.parse(text))
  const own = nameVersions(WORK_VERSIONS)
  if (nameVersions(found.versions) !== own)
    throw new ShapekinError('queue.otherVersions', { address, found: nameVersions(found.versions), own })
  if (!(await store.has(markOf(found)))) throw new ShapekinError('queue.otherStore', { address, store: store.name })
  return keepKey(redis, FLEET_KEY, text)
}

async function beginFleet(redis: Redis, store: BlobStore): Promise<string> {
  const known = Digest.safeParse(await redis.get(MARK_KEY))
  const mark = known.data ?? randomBytes(32).toString('hex')
  const fleet: Fleet = { versions: WORK_VERSIONS, mark }
  await store.put(markOf(fleet), new Uint8Array())
  await redis.set(MARK_KEY, mark)
  return agreeOn(redis, FLEET_KEY, JSON.stringify(fleet))
}

const markOf = ({ mark }: Fleet): BlobKey => `fleet/${mark}`
