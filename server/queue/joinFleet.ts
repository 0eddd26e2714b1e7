import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import { nameVersions, WORK_VERSIONS } from './queuedWork.js'
import { Digest, type BlobKey, type BlobStore } from './store/blobStore.js'

/** What all that work at one Redis have in common; whoever comes first decides. */
const Fleet = z.object({
  versions: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Name of an empty blob that their store has, and no other. */
  mark: Digest,
})
type Fleet = z.infer<typeof Fleet>

const FLEET_KEY = 'shapekin:fleet'
/** The mark of the last fleet, for the next: else each would leave a blob of its own. */
const MARK_KEY = 'shapekin:mark'
/** A fleet is forgotten when the last has been gone for this long: then another version may begin. Seconds. */
const KEPT_SECONDS = 60
const RENEW_MS = (KEPT_SECONDS * 1000) / 4

/**
 * Joins those that work at a Redis, workers and those who ask: all have to make the same of a mesh, and to see the same store.
 *
 * @param address for sentences
 * @returns leaves again
 * @throws ShapekinError `queue.otherVersions`, `queue.otherStore`, and as the store
 */
export async function joinFleet(redis: Redis, store: BlobStore, address: string): Promise<() => void> {
  const found = (await read(redis)) ?? (await beginFleet(redis, store))
  const own = nameVersions(WORK_VERSIONS)
  if (nameVersions(found.versions) !== own)
    throw new ShapekinError('queue.otherVersions', { address, found: nameVersions(found.versions), own })
  if (!(await store.has(markOf(found)))) throw new ShapekinError('queue.otherStore', { address, store: store.name })
  // A Redis that was started anew may have forgotten.
  const timer = setInterval(() => void keep(redis, found).catch(() => undefined), RENEW_MS)
  timer.unref()
  return () => clearInterval(timer)
}

async function read(redis: Redis): Promise<Fleet | undefined> {
  const text = await redis.get(FLEET_KEY)
  return text === null ? undefined : Fleet.parse(JSON.parse(text))
}

async function beginFleet(redis: Redis, store: BlobStore): Promise<Fleet> {
  const known = Digest.safeParse(await redis.get(MARK_KEY))
  const mark = known.data ?? randomBytes(32).toString('hex')
  const fleet: Fleet = { versions: WORK_VERSIONS, mark }
  await store.put(markOf(fleet), new Uint8Array())
  await redis.set(MARK_KEY, mark)
  await keep(redis, fleet)
  return (await read(redis)) ?? fleet // somebody may have been faster
}

async function keep(redis: Redis, fleet: Fleet): Promise<void> {
  await redis.set(FLEET_KEY, JSON.stringify(fleet), 'EX', KEPT_SECONDS, 'NX')
  await redis.expire(FLEET_KEY, KEPT_SECONDS)
}

const markOf = ({ mark }: Fleet): BlobKey => `fleet/${mark}`
