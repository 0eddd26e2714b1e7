import { enterFleet } from '../../server/queue/enterFleet.js'
import { openWorker } from '../../server/queue/openWorker.js'
import { ROLES } from '../../server/queue/queuedWork.js'
import { processorSeconds } from '../support/processorTime.js'

/** A worker of the scale bench, on one thread: tells at each message what it has taken so far. Arguments: Redis, store, role. */

/** What a process has taken. */
export interface Taken {
  /** Of the processor. */
  readonly seconds: number
  /** At most, in MB. */
  readonly memory: number
}

export const takenSoFar = (): Taken => ({ seconds: processorSeconds(), memory: process.resourceUsage().maxRSS / 1024 })

if (process.send !== undefined) {
  const [redis, store, role] = process.argv.slice(2)
  const fleet = await enterFleet({ redis, store })
  openWorker(fleet.redis, fleet.store, { roles: ROLES.filter((each) => each === role), threads: 1 })
  process.on('message', () => process.send?.(takenSoFar()))
  process.on('disconnect', () => process.exit())
  process.send(takenSoFar())
}
