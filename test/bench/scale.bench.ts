import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import type { Study, StudyOptions } from '../../server/library/kept/studyWorker.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { MeshPool } from '../../server/mesh/meshPool.js'
import type { MeshRunner } from '../../server/mesh/meshRunner.js'
import { openQueue } from '../../server/queue/openQueue.js'
import { roleOf, STUDYING } from '../../server/queue/queuedWork.js'
import { workThrough } from '../../server/system/workThrough.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { Random } from '../../shared/random.js'
import { bumpySphere } from '../support/meshes.js'
import { RedisServer } from '../support/redisServer.js'
import type { BenchOptions } from './benchOptions.js'
import { processorSeconds } from '../support/processorTime.js'
import { takenSoFar, type Taken } from './scaleWorker.js'

const SEED = 24
const SHAPES = 120
/** Described before the clock starts, for each worker as many: a young process still compiles what chunks go through, which is no cost of a job of thousands. */
const WARM_UP = SHAPES
/** Triangles, evenly over the logarithm: as those of a game's kit. */
const [FEWEST, MOST] = [100, 10_000]
const WORKERS = [1, 2, 4]
const DESCRIBE = DescribeOptions.parse({ descriptor: 'shape', up: 'y' })
/** What a library keeps of a shape, without and with views: `library add --views off` and `on`. */
const JOBS: Readonly<Record<string, StudyOptions>> = {
  'geometry alone': { describe: DESCRIBE },
  'with views': { describe: DESCRIBE, view: { up: 'y' } },
}

type Studying = MeshRunner<StudyOptions, Study>

interface Figures {
  readonly what: string
  /** Threads, or workers of one thread. */
  readonly count: number
  readonly shapesPerSecond: number
  /** Of all processes together, a shape. */
  readonly processorMs: number
  /** Of who asks, a shape; of a queue only. */
  readonly askerMs?: number
  /** At most: who asks, and the largest worker. MB. */
  readonly memory: readonly number[]
}

/**
 * What a library keeps of a shape, made in this process on one and two threads, and through a Redis by 1, 2 and 4 workers of one thread:
 * shapes a second, what the queue costs beyond that in processor time, memory; the numbers are compared.
 */
export async function run({ json, compare }: BenchOptions): Promise<void> {
  const jobs: Record<string, readonly Figures[]> = {}
  for (const [name, options] of Object.entries(JOBS)) {
    const rows = await measureJob(makeJob(options))
    for (const row of rows.slice(2)) {
      const peer = inProcessPeer(row, rows)
      compare(
        `${name}, ${row.what}, processor a shape`,
        `${peer.what} of this process`,
        row.processorMs,
        peer.processorMs,
      )
    }
    jobs[name] = rows
  }
  if (json) return console.log(JSON.stringify(jobs))
  for (const [name, rows] of Object.entries(jobs)) {
    console.log(`${SHAPES} shapes, ${name}, ${availableParallelism()} cores`)
    for (const row of rows) console.log(showFigures(row, inProcessPeer(row, rows)))
  }
}

function makeJob(options: StudyOptions): Job {
  const random = new Random(SEED)
  const make = (count: number) =>
    Array.from({ length: count }, () => {
      const mesh = bumpySphere(FEWEST * (MOST / FEWEST) ** (random.bits() / 2 ** 32))
      const size = 1 + random.bits() / 2 ** 32 // no two are equal: a queue would describe them once
      return { ...mesh, positions: mesh.positions.map((x) => size * x) }
    })
  return { options, warmUp: make(WARM_UP), meshes: make(SHAPES) }
}

/** On one thread of this process, on two, then by each of WORKERS. */
async function measureJob(job: Job): Promise<Figures[]> {
  const { figures: alone, values } = await inProcess(job, 1)
  const rows = [alone, (await inProcess(job, 2)).figures]
  for (const count of WORKERS) {
    const queued = await throughQueue(job, count)
    if (!Buffer.from(queued.values.buffer).equals(Buffer.from(values.buffer))) throw new Error('other numbers')
    rows.push(queued.figures)
  }
  return rows
}

/** The run in this process that keeps as many cores busy: a second core slows the first one, with a queue and without. */
const inProcessPeer = ({ count }: Figures, rows: readonly Figures[]): Figures => rows[Math.min(count, 2) - 1]

function showFigures({ what, shapesPerSecond, processorMs, askerMs, memory }: Figures, peer: Figures): string {
  const cost = `${(100 * (processorMs / peer.processorMs - 1)).toFixed(1)} % more than ${peer.what}`
  const asker = askerMs === undefined ? '' : `, ${askerMs.toFixed(2)} of them who asks`
  const held = memory.map((each) => `${each.toFixed(0)} MB`).join(' and ')
  return `${what.padEnd(12)}${shapesPerSecond.toFixed(1).padStart(6)} a second; ${processorMs.toFixed(2)} ms of the processor each (${cost}${asker}); ${held}`
}

interface Job {
  readonly options: StudyOptions
  readonly warmUp: readonly Mesh[]
  readonly meshes: readonly Mesh[]
}

async function inProcess({ options, warmUp, meshes }: Job, threads: number) {
  const pool = new MeshPool<StudyOptions, Study>(STUDYING.module, { workers: threads })
  try {
    await studyAll(warmUp, options, pool)
    const [start, before] = [performance.now(), processorSeconds()]
    const values = await studyAll(meshes, options, pool)
    const [seconds, processor] = [(performance.now() - start) / 1000, processorSeconds() - before]
    return {
      values,
      figures: figuresOf('thread', threads, { seconds, processor, memory: [takenSoFar().memory] }),
    }
  } finally {
    await pool.close()
  }
}

async function throughQueue({ options, warmUp, meshes }: Job, count: number) {
  const store = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  const redis = await RedisServer.start()
  const asking = new Redis(redis.url)
  const file = fileURLToPath(new URL('./scaleWorker.js', import.meta.url))
  const workers = Array.from({ length: count }, () => fork(file, [redis.url, store, roleOf(STUDYING.name, options)]))
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    const queue = await openQueue({ redis: redis.url, store, threads: 0 })
    for (let i = 0; i < count; i++)
      await studyAll(
        warmUp.map(({ positions, triangles }) => ({ positions: positions.map((x) => x * (i + 2)), triangles })),
        options,
        queue.studying,
      )
    const taken = async () => [takenSoFar(), ...(await Promise.all([takenByRedis(asking), ...workers.map(ask)]))]
    const [start, before] = [performance.now(), await taken()]
    const values = await studyAll(meshes, options, queue.studying)
    const seconds = (performance.now() - start) / 1000
    const after = await taken()
    const processor = after.map((each, i) => each.seconds - before[i].seconds)
    const memory = [after[0].memory, Math.max(...after.slice(2).map((each) => each.memory))]
    await queue.close()
    const all = processor.reduce((sum, each) => sum + each)
    const figures = figuresOf('worker', count, { seconds, processor: all, memory })
    return { values, figures: { ...figures, askerMs: (1000 * processor[0]) / SHAPES } }
  } finally {
    for (const worker of workers) worker.disconnect()
    asking.disconnect()
    await redis.close()
    rmSync(store, { recursive: true, force: true })
  }
}

async function ask(worker: ChildProcess): Promise<Taken> {
  worker.send('taken')
  const [taken] = (await once(worker, 'message')) as [Taken]
  return taken
}

async function takenByRedis(redis: Redis): Promise<Taken> {
  const cpu = await redis.info('cpu')
  const of = (kind: string) => Number(new RegExp(`used_cpu_${kind}:([\\d.]+)`).exec(cpu)?.[1])
  return { seconds: of('sys') + of('user'), memory: 0 }
}

/** The numbers of all meshes, one after another. */
async function studyAll(meshes: readonly Mesh[], options: StudyOptions, runner: Studying): Promise<Float32Array> {
  const numbers: Float32Array[][] = []
  await workThrough(
    meshes.entries(),
    runner.workers + 1,
    async ([i, mesh], signal) => {
      const { values, sight } = await runner.run(mesh, options, signal)
      numbers[i] = sight ? [values, sight] : [values]
    },
    new AbortController().signal,
  )
  return Float32Array.from(numbers.flat().flatMap((each) => Array.from(each)))
}

interface Measured extends Pick<Figures, 'memory'> {
  readonly seconds: number
  /** Seconds of all processes. */
  readonly processor: number
}

const figuresOf = (kind: 'thread' | 'worker', count: number, { seconds, processor, memory }: Measured): Figures => ({
  what: count === 1 ? `1 ${kind}` : `${count} ${kind}s`,
  count,
  shapesPerSecond: SHAPES / seconds,
  processorMs: (1000 * processor) / SHAPES,
  memory,
})
