import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Random } from '../../shared/random.js'
import { chooseEngine } from '../../server/training/kernel/chooseEngine.js'
import { createFusedStep } from '../../server/training/kernel/fusedStep.js'
import { loadTensorflow, type Tensorflow } from '../../server/system/loadTensorflow.js'
import { createLoss } from '../../server/training/loss/createLoss.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { createOpStep } from '../../server/training/kernel/opStep.js'
import { trainInChild } from '../../server/training/trainInChild.js'
import { trainNetwork } from '../../server/training/trainNetwork.js'
import type { TrainingStep } from '../../server/training/kernel/trainingStep.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { Table } from '../../server/table/table.js'
import type { BenchOptions } from './benchOptions.js'
import { peerPython } from './peerPython.js'
import { type Backend, BACKENDS, TrainOptions } from '../../shared/schema/trainOptions.js'

const INPUTS = 128
const ROWS = 175
const EXPERIMENT = experiment(32, 16)
/** Where tfjs' own operations might win; `auto` has to pick the faster one. */
const WIDE = [256, 512, 1024, 2048].flatMap((width) => [16, 64].map((batchSize) => experiment(width, batchSize)))
/** Interleaved, so that a busy moment of the machine hits all alike. */
const ROUNDS = 5
const ROUND_MS = 200

interface Shape {
  readonly widths: number[]
  readonly batchSize: number
}
interface Row {
  readonly name: string
  /** Median over the rounds. */
  readonly milliseconds: number
}

/**
 * One training step: the kernel against tfjs' own operations on each backend and torch with `peers`, then both engines on
 * wide networks; 1,000 epochs; what training leaves of the event loop.
 */
export async function run({ peers, json, compare }: BenchOptions): Promise<void> {
  const steps: Row[] = []
  for (const backend of BACKENDS) steps.push(...(await timeBackend(backend)))
  if (peers) steps.push({ name: 'torch eager, 1 thread', milliseconds: timeTorch() })
  const wide = await timeWide()
  const thousandEpochsSeconds = await timeEpochs()
  const child = await timeChild()
  const [{ milliseconds: ours }] = steps.filter(({ name }) => name.startsWith('kernel'))
  for (const { name, milliseconds } of steps)
    if (!name.startsWith('kernel')) compare('step of the experiment', name, ours / 1000, milliseconds / 1000)
  if (json) return void console.log(JSON.stringify({ steps, wide, thousandEpochsSeconds, ...child }))
  for (const { name, milliseconds } of steps)
    console.log(`${name.padEnd(34)} ${milliseconds.toFixed(3)} ms  ${(milliseconds / ours).toFixed(1)} x the kernel`)
  for (const { width, batchSize, backend, kernel, operations, auto } of wide)
    console.log(
      `${width} wide, batch ${batchSize}, ${backend}:`.padEnd(34) +
        ` kernel ${kernel.toFixed(2)} ms, operations ${operations.toFixed(2)} ms: ` +
        `${(operations / kernel).toFixed(2)} x; auto takes ${auto}`,
    )
  console.log(`1,000 epochs over ${ROWS} shapes: ${thousandEpochsSeconds.toFixed(2)} s`)
  console.log(
    `while a child trains: event loop delayed ${child.longestDelayMilliseconds.toFixed(1)} ms at most, ` +
      `cancelled after ${child.cancelMilliseconds.toFixed(0)} ms`,
  )
}

function experiment(width: number, batchSize: number): Shape {
  return { widths: [width, width, width, width, 16], batchSize }
}

/** The two engines on the experiment's network. */
async function timeBackend(backend: Backend): Promise<Row[]> {
  const loaded = await loadTensorflow([backend]).catch(() => undefined)
  if (!loaded) {
    console.error(`${backend}: not installed`)
    return []
  }
  const [kernel, operations] = await timeEngines(loaded.tf, EXPERIMENT)
  return [
    { name: `kernel, ${backend}`, milliseconds: kernel },
    { name: `operations, ${backend}`, milliseconds: operations },
  ]
}

/** On the backend that a training would take. */
async function timeWide() {
  const { tf, backend } = await loadTensorflow()
  const rows = []
  for (const shape of WIDE) {
    const [kernel, operations] = await timeEngines(tf, shape)
    const auto = chooseEngine({ ...shape, engine: 'auto' }, INPUTS, backend)
    rows.push({ width: shape.widths[0], batchSize: shape.batchSize, backend, kernel, operations, auto })
  }
  return rows
}

/** Milliseconds of a step by kernel and by operations. */
async function timeEngines(tf: Tensorflow, shape: Shape): Promise<[number, number]> {
  const loss = createLoss({ kind: 'pairs', margin: 0 })
  const steps: [TrainingStep, TrainingStep] = [
    await createFusedStep(tf, createInput(shape), loss),
    await createOpStep(tf, createInput(shape), loss),
  ]
  const random = new Random(2)
  const batch = () => Int32Array.from({ length: shape.batchSize }, () => random.below(ROWS))
  const times: [number[], number[]] = [[], []]
  for (let round = -1; round < ROUNDS; round++)
    for (const [i, step] of steps.entries()) {
      const start = performance.now()
      let count = 0
      while (performance.now() - start < ROUND_MS) {
        step.run(batch(), 1e-3)
        count++
      }
      // The first round only warms up.
      if (round >= 0) times[i].push((performance.now() - start) / count)
    }
  for (const step of steps) step.dispose()
  return [median(times[0]), median(times[1])]
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

function createInput({ widths, batchSize }: Shape) {
  const random = new Random(1)
  return {
    network: createNetwork(INPUTS, widths, random),
    inputs: Float32Array.from({ length: ROWS * INPUTS }, () => random.decimal(-2, 2)),
    labels: Int32Array.from({ length: ROWS }, () => random.below(5)),
    batchSize,
  }
}

/** Seconds of 1,000 epochs with everything that belongs to them: batches, dropout, validation. */
async function timeEpochs(): Promise<number> {
  const loaded = await loadTensorflow()
  const options = TrainOptions.parse({ epochs: 1000 })
  const start = performance.now()
  await trainNetwork(loaded, createTable('train'), createTable('valid'), options, async () => {})
  return (performance.now() - start) / 1000
}

/** Training in its child, seen from its parent: the longest the event loop waited, and how long an end takes. */
async function timeChild(): Promise<{ longestDelayMilliseconds: number; cancelMilliseconds: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const abort = new AbortController()
  let [reports, cancelled] = [0, 0]
  const progress = () => {
    reports++
    if (reports === 1) delay.enable() // starting a process blocks for a moment
    if (reports === TIMED_REPORTS) {
      delay.disable()
      cancelled = performance.now()
      abort.abort()
    }
  }
  const tables = { train: createTable('train'), valid: createTable('valid') }
  const training = trainInChild({ ...tables, options: { epochs: 100_000 } }, { progress, signal: abort.signal })
  await training.catch((error: unknown) => {
    if (!abort.signal.aborted) throw error
  })
  return { longestDelayMilliseconds: delay.max / 1e6, cancelMilliseconds: performance.now() - cancelled }
}

/** Reports of progress, ten a second, until a training is cancelled. */
const TIMED_REPORTS = 30

function createTable(name: string): Table {
  const random = new Random(3)
  return {
    descriptor: { kind: 'foreign', numbers: 'histogram' },
    ids: Array.from({ length: ROWS }, (_, i) => `${name}-${i}`),
    classes: Array.from({ length: ROWS }, (_, i) => `class${i % 5}`),
    dimension: INPUTS,
    values: Float32Array.from({ length: ROWS * INPUTS }, () => random.decimal(0, 0.1)),
  }
}

function timeTorch(): number {
  const python = peerPython('torch', ['torch', 'numpy'])
  const script = join(PROJECT_ROOT, 'test/bench/torch_step.py')
  return Number(execFileSync(python, [script], { encoding: 'utf8' }))
}
