import { enterFleet } from '../../server/queue/enterFleet.js'
import { openWorker } from '../../server/queue/openWorker.js'
import { processorSeconds } from '../support/processorTime.js'

/** A worker of the scale bench, on one thread: tells at each message what it has taken so far. Arguments: Redis, store. */

/** What a process has taken. */
export interface Taken {
  /** Of the processor. */
  readonly seconds: number
  /** At most, in MB. */
  readonly memory: number
}

export const takenSoFar = (): Taken => ({ seconds: processorSeconds(), memory: process.resourceUsage().maxRSS / 1024 })

if (process.send !== undefined) {
  const [redis, store] = process.argv.slice(2)
  const fleet = await enterFleet({ redis, store })
  openWorker(fleet.redis, fleet.store, { roles: ['describe'], threads: 1 })
  process.on('message', () => process.send?.(takenSoFar()))
  process.on('disconnect', () => process.exit())
  process.send(takenSoFar())
}
