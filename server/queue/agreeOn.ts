import type { Redis } from 'ioredis'

/** What is agreed on is forgotten when the last has been gone for this long: then others may begin. Seconds. */
const KEPT_SECONDS = 60
const RENEW_MS = (KEPT_SECONDS * 1000) / 4

/**
 * What all that work at one Redis agree on under a key: whoever comes first decides, and it stays for as long as anybody keeps it.
 *
 * @returns what it says now; somebody may have been faster
 */
export async function agreeOn(redis: Redis, key: string, text: string): Promise<string> {
  await keep(redis, key, text)
  return (await redis.get(key)) ?? text
}

/** Keeps a key, until the returned function is called. A Redis that was started anew may have forgotten it. */
export function keepKey(redis: Redis, key: string, text: string): () => void {
  const timer = setInterval(() => void keep(redis, key, text).catch(() => undefined), RENEW_MS)
  timer.unref()
  return () => clearInterval(timer)
}

async function keep(redis: Redis, key: string, text: string): Promise<void> {
  await redis.set(key, text, 'EX', KEPT_SECONDS, 'NX')
  await redis.expire(key, KEPT_SECONDS)
}
