import type { Fleet } from './enterFleet.js'

/** Says when a fleet's Redis is lost and when it is there again: what waits for it would look as if it hung. */
export function tellOutages({ redis, address }: Pick<Fleet, 'redis' | 'address'>, say: (sentence: string) => void) {
  let isAway = false
  redis.on('reconnecting', () => {
    if (!isAway) say(`Redis at ${address} does not answer; waiting for it`)
    isAway = true
  })
  redis.on('ready', () => {
    if (isAway) say(`Redis at ${address} answers again`)
    isAway = false
  })
}
