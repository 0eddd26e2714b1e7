import { Redis } from 'ioredis'
import { ShapekinError } from '../../shared/errors.js'

/** Milliseconds without an answer after which an address counts as unreachable. */
const CONNECT_MS = 5000
/** Milliseconds between two tries to reach a Redis that is gone, because it may be restarted. */
const LONGEST_PAUSE_MS = 1000

/**
 * Opens a connection that is made again by itself when it is lost; requests wait meanwhile.
 *
 * @param url `redis://[[USER]:PASSWORD@]HOST[:PORT][/NUMBER]`, or `rediss://` for TLS
 * @throws ShapekinError `input.invalid`, `queue.unreachable`
 */
export async function connectRedis(url: string): Promise<Redis> {
  const address = redisAddress(url)
  await tryOnce(url, address)
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, LONGEST_PAUSE_MS),
  })
  redis.on('error', () => undefined) // it tries again; watchRedis reports a Redis that stays away
  return redis
}

/**
 * The address without user name and password, which is the only form that messages show.
 * @throws ShapekinError `input.invalid`
 */
export function redisAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '')
    throw new ShapekinError('input.invalid', { field: 'redis', problem: 'redis://HOST:PORT is expected' })
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}

async function tryOnce(url: string, address: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: CONNECT_MS, retryStrategy: () => null })
  let reason: string | undefined
  redis.on('error', ({ message }: Error) => (reason ??= message))
  try {
    await redis.connect()
    await redis.ping()
  } catch (cause) {
    throw new ShapekinError('queue.unreachable', { address, reason: reason ?? (cause as Error).message }, { cause })
  } finally {
    redis.disconnect()
  }
}
