import { availableParallelism } from 'node:os'
import { ShapekinError } from '../../shared/errors.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { Description } from '../descriptor/describeMesh.js'
import type { Study, StudyOptions } from '../library/kept/studyWorker.js'
import type { MeshRunner } from '../mesh/meshRunner.js'
import { ChunkQueue } from './chunkQueue.js'
import { enterFleet, type Fleet, type FleetPlace } from './enterFleet.js'
import { openWorker, type OpenWorker } from './openWorker.js'
import { QueuedMeshes, type QueueDoors } from './queuedMeshes.js'
import { DESCRIBING, ROLES, STUDYING, type Role } from './queuedWork.js'

/** A Redis may be started anew, or moved; whoever has been waiting for one for so long is told. Milliseconds. */
const PATIENCE_MS = 300_000

/** How often it is looked whether there is a worker. Milliseconds. */
const LOOK_EVERY_MS = 2000

/** Results are kept for whoever asks the same again. Milliseconds. */
const KEPT_MS = 86_400_000

export interface OpenQueue {
  readonly describing: MeshRunner<DescribeOptions, Description>
  readonly studying: MeshRunner<StudyOptions, Study>
  close(): Promise<void>
}

export interface QueueOptions extends FleetPlace {
  /** Threads of this process, where there is no worker; default one per core, 0 = it waits for one. */
  readonly threads?: number | undefined
}

/**
 * Shares work with the workers at a Redis. While there is none, this process works on its own chunks, so that all is done in
 * any case; workers that come later take their part.
 *
 * @throws ShapekinError as enterFleet
 */
export async function openQueue({ threads = availableParallelism(), ...place }: QueueOptions): Promise<OpenQueue> {
  const fleet = await enterFleet(place)
  const { redis, store } = fleet
  const gone = watchRedis(fleet)
  const tidying = store.tidy(Date.now() - KEPT_MS)
  const queues: Readonly<Record<Role, ChunkQueue>> = {
    describe: new ChunkQueue(redis, 'describe'),
    embed: new ChunkQueue(redis, 'embed'),
  }
  const help = new Map<Role, OpenWorker>()

  const look = async () => {
    for (const role of ROLES)
      if (threads > 0 && queues[role].isBusy && !help.has(role) && (await queues[role].workers()) === 0)
        help.set(role, openWorker(redis, store, { roles: [role], threads }))
  }
  const looking = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS)

  const submit: QueueDoors['submit'] = async (role, chunk, signal) => {
    try {
      return await queues[role].submit(chunk, AbortSignal.any([signal, gone]))
    } catch (cause) {
      gone.throwIfAborted()
      throw cause
    }
  }

  const describing = new QueuedMeshes(DESCRIBING, { store, submit })
  const studying = new QueuedMeshes(STUDYING, { store, submit })
  return {
    describing,
    studying,
    async close() {
      clearInterval(looking)
      await Promise.all([describing.close(), studying.close(), tidying])
      await Promise.all([...help.values(), ...Object.values(queues)].map((each) => each.close()))
      fleet.leave()
    },
  }
}

/** Aborted with `queue.unreachable` when the connection has been lost for PATIENCE_MS. */
function watchRedis({ redis, address }: Fleet): AbortSignal {
  const gone = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const giveUp = () => {
    const reason = `it has not answered for ${PATIENCE_MS / 60_000} minutes`
    gone.abort(new ShapekinError('queue.unreachable', { address, reason }))
    redis.disconnect() // what waits for it fails
  }
  redis.on('close', () => (timer ??= setTimeout(giveUp, PATIENCE_MS).unref()))
  redis.on('ready', () => {
    clearTimeout(timer)
    timer = undefined
  })
  return gone.signal
}
