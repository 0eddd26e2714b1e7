import type { Redis } from 'ioredis'

/**
 * Seconds after the last one has left until the agreement is forgotten, so that others may agree on something else.
 */
const KEPT_SECONDS = 60
const RENEW_MS = (KEPT_SECONDS * 1000) / 4

/**
 * An agreement under a key between all programs that work at one Redis. The first one decides, and its text stays for
 * as long as any program keeps it.
 *
 * @returns the text agreed on, which is another program's where that one was faster
 */
export async function agreeOn(redis: Redis, key: string, text: string): Promise<string> {
  await keep(redis, key, text)
  return (await redis.get(key)) ?? text
}

/**
 * Keeps a key alive until the returned function is called. A Redis that was restarted may have lost the key; it is
 * then written again.
 */
export function keepKey(redis: Redis, key: string, text: string): () => void {
  const timer = setInterval(() => void keep(redis, key, text).catch(() => undefined), RENEW_MS)
  timer.unref()
  return () => clearInterval(timer)
}

async function keep(redis: Redis, key: string, text: string): Promise<void> {
  await redis.set(key, text, 'EX', KEPT_SECONDS, 'NX')
  await redis.expire(key, KEPT_SECONDS)
}
