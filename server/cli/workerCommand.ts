import { availableParallelism } from 'node:os'
import { Option } from '@commander-js/extra-typings'
import { counted } from '../../shared/counted.js'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { readConfig } from '../config.js'
import type { Role } from '../queue/queuedWork.js'
import { command, MAX_WORKERS, runAtEdge, type CommandResult } from './command.js'
import { redisOption, sayOfQueue, storeOption, withQueue, type GivenQueue } from './queueOptions.js'
import { untilAborted } from './untilAborted.js'
import { wholeNumberOption } from './valueOptions.js'

interface WorkerRequest extends GivenQueue {
  readonly roles: readonly string[] | undefined
  readonly concurrency: number | undefined
}

export const workerCommand = command('worker')
  .addOption(redisOption())
  .addOption(storeOption())
  .addOption(
    new Option(
      '--roles <names>',
      'what to do, separated by commas: describe; embed, which looks at meshes, too; generate, which builds the shapes of runs in a Blender; default the first two, where the network for it is installed',
    ).argParser((text) => text.split(',').map((name) => name.trim())),
  )
  .addOption(wholeNumberOption('--concurrency <number>', 'threads; default one per core', 1, MAX_WORKERS))
  .action(({ json, roles, concurrency, ...given }) =>
    runAtEdge({ json }, (context) => work({ roles, concurrency, ...given }, context)),
  )

async function work({ concurrency, ...request }: WorkerRequest, { signal }: WorkContext): Promise<CommandResult> {
  const place = readConfig(withQueue(process.env, request)).queue
  if (place === undefined)
    throw new ShapekinError('input.invalid', { field: 'redis', problem: 'name a Redis by --redis or SHAPEKIN_REDIS' })
  const roles = await chooseRoles(request.roles)
  const threads = concurrency ?? availableParallelism()
  const { enterFleet } = await import('../queue/enterFleet.js') // heavy: `--help` and wrong use answer without it
  const { openWorker } = await import('../queue/openWorker.js')
  const { tellOutages } = await import('../queue/tellOutages.js')
  const fleet = await enterFleet(place)
  tellOutages(fleet, sayOfQueue)
  const done = { chunks: 0, shapes: 0 }
  try {
    // This loads the whole server, so only a worker that builds shapes does.
    const built = roles.includes('generate') ? await (await import('./openBuilder.js')).openBuilder(fleet) : undefined
    const worker = openWorker(fleet.redis, fleet.store, {
      roles,
      threads,
      builder: built?.builder,
      onChunk: (shapes) => {
        done.chunks++
        done.shapes += shapes
      },
      onFailure: (failure) => void process.stderr.write(`chunk     ${failure}\n`),
    })
    const means = `${counted(threads, 'thread')}${built ? `, Blender ${built.blender}` : ''}, store ${fleet.store.name}`
    process.stderr.write(`worker    ${roles.join(', ')} at ${fleet.address}, ${means}\n`)
    try {
      await untilAborted(signal)
    } finally {
      await worker.close()
      await built?.close()
    }
  } finally {
    fleet.leave()
  }
  return {
    json: { ...done, roles },
    text: `worker    ${counted(done.shapes, 'shape')} in ${counted(done.chunks, 'chunk')}`,
  }
}

/** @throws ShapekinError `input.invalid`, `views.noNetwork` where `embed` was asked for and can not be done */
async function chooseRoles(given: readonly string[] | undefined): Promise<readonly Role[]> {
  const { ROLES } = await import('../queue/queuedWork.js')
  const { canLook } = await import('../library/planLook.js')
  if (given === undefined) return canLook('auto') ? ['describe', 'embed'] : ['describe']
  const roles = ROLES.filter((role) => given.includes(role))
  const unknown = given.find((name) => !roles.some((role) => role === name))
  if (unknown !== undefined)
    throw new ShapekinError('input.invalid', { field: 'roles', problem: `${unknown} is none of ${ROLES.join(', ')}` })
  if (roles.includes('embed')) canLook('on')
  return roles
}
