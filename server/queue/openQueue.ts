import { availableParallelism } from 'node:os'
import { ShapekinError } from '../../shared/errors.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { Description } from '../descriptor/describeMesh.js'
import type { Study, StudyOptions } from '../library/kept/studyWorker.js'
import type { MeshRunner } from '../mesh/meshRunner.js'
import type { MeshSource } from '../mesh/meshSource.js'
import type { ShapeDrawing } from '../recipe/drawing.js'
import type { BuildOptions } from '../session/shapeBuilder.js'
import { ChunkQueue } from './chunkQueue.js'
import { enterFleet, type Fleet, type FleetPlace } from './enterFleet.js'
import { openWorker, type OpenWorker } from './openWorker.js'
import { blenderAt } from './joinBuilders.js'
import { QueuedRunner, type QueueDoors } from './queuedRunner.js'
import { queuedShapes, type QueuedBuilder } from './queuedShapes.js'
import { DESCRIBING, GENERATING, ROLES, STUDYING, type Role } from './queuedWork.js'
import { tellOutages } from './tellOutages.js'

/** Milliseconds that a Redis may be gone, because it may be restarted or moved. After that, waiting calls fail. */
const PATIENCE_MS = 300_000

/** Milliseconds between two looks whether there is a worker. */
const LOOK_EVERY_MS = 2000

/** Milliseconds that results are kept for somebody who asks the same again. */
const KEPT_MS = 86_400_000

export interface OpenQueue {
  readonly describing: MeshRunner<DescribeOptions, Description>
  readonly studying: MeshRunner<StudyOptions, Study>
  /** Blender's version of the workers that build shapes; undefined where there are none at present. */
  builders(): Promise<string | undefined>
  /** See queuedShapes. */
  shapes(drawing: ShapeDrawing, options: BuildOptions, signal: AbortSignal): MeshSource
  close(): Promise<void>
}

export interface QueueOptions extends FleetPlace {
  /** Threads of this process that work while there is no worker; default one per core, 0 = it waits for a worker. */
  readonly threads?: number | undefined
  /** Builds shapes whose workers are gone; it is closed with the queue. */
  readonly builder?: QueuedBuilder | undefined
  /** Told in sentences when the Redis is lost and when it is there again; default nobody. */
  readonly say?: ((sentence: string) => void) | undefined
}

/**
 * Shares work with the workers at a Redis. While there is no worker, this process works on its own chunks, so that
 * everything gets done; workers that come later take their share.
 *
 * @throws ShapekinError as enterFleet
 */
export async function openQueue({
  threads = availableParallelism(),
  builder,
  say,
  ...place
}: QueueOptions): Promise<OpenQueue> {
  const fleet = await enterFleet(place)
  const { redis, store } = fleet
  const gone = watchRedis(fleet)
  if (say) tellOutages(fleet, say)
  const tidying = store.tidy(Date.now() - KEPT_MS)
  const queues: Readonly<Record<Role, ChunkQueue>> = {
    generate: new ChunkQueue(redis, 'generate'),
    describe: new ChunkQueue(redis, 'describe'),
    embed: new ChunkQueue(redis, 'embed'),
  }
  const helped = threads > 0 ? ROLES.filter((role) => role !== 'generate' || builder !== undefined) : []
  const help = new Map<Role, OpenWorker>()

  let isLooking = false
  const look = async () => {
    if (isLooking) return // a Redis that is away answers all looks at once when it is back
    isLooking = true
    try {
      for (const role of helped)
        if (queues[role].isBusy && !help.has(role) && (await queues[role].workers()) === 0)
          help.set(role, openWorker(redis, store, { roles: [role], threads, builder }))
    } finally {
      isLooking = false
    }
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

  const describing = new QueuedRunner(DESCRIBING, { store, submit })
  const studying = new QueuedRunner(STUDYING, { store, submit })
  const generating = new QueuedRunner(GENERATING, { store, submit })
  return {
    describing,
    studying,
    async builders() {
      return (await queues.generate.workers()) > 0 ? ((await blenderAt(redis)) ?? undefined) : undefined
    },
    shapes: (drawing, options, signal) => queuedShapes(drawing, generating, options, signal),
    async close() {
      clearInterval(looking)
      await Promise.all([describing.close(), studying.close(), generating.close(), tidying])
      await Promise.all([...help.values(), ...Object.values(queues)].map((each) => each.close()))
      await builder?.close()
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
    redis.disconnect() // waiting requests fail
  }
  redis.on('close', () => (timer ??= setTimeout(giveUp, PATIENCE_MS).unref()))
  redis.on('ready', () => {
    clearTimeout(timer)
    timer = undefined
  })
  return gone.signal
}
