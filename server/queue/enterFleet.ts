import type { Redis } from 'ioredis'
import { connectRedis, redisAddress } from './connectRedis.js'
import { joinFleet } from './joinFleet.js'
import type { BlobStore } from './store/blobStore.js'
import { openStore } from './store/openStore.js'

/** The Redis and the store through which work is shared. */
export interface FleetPlace {
  /** See connectRedis. */
  readonly redis: string
  /** See openStore. */
  readonly store: string
}

export interface Fleet {
  readonly redis: Redis
  readonly store: BlobStore
  /** Address of the Redis, without its password. */
  readonly address: string
  leave(): void
}

/**
 * Connects to a Redis and a store, and joins the programs that work there.
 * @throws ShapekinError as connectRedis, joinFleet
 */
export async function enterFleet({ redis: url, store: place }: FleetPlace): Promise<Fleet> {
  const address = redisAddress(url)
  const store = await openStore(place, process.env)
  const redis = await connectRedis(url)
  try {
    const part = await joinFleet(redis, store, address)
    const leave = () => {
      part()
      redis.disconnect()
    }
    return { redis, store, address, leave }
  } catch (cause) {
    redis.disconnect()
    throw cause
  }
}
