import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { Random } from '../../shared/random.js'
import { createFusedStep } from '../../server/embedding/fusedStep.js'
import { BACKENDS, loadTensorflow, type Backend } from '../../server/embedding/loadTensorflow.js'
import { createLoss } from '../../server/embedding/loss/createLoss.js'
import { createNetwork } from '../../server/embedding/network.js'
import { createOpStep } from '../../server/embedding/opStep.js'
import { trainNetwork } from '../../server/embedding/trainNetwork.js'
import { TrainOptions } from '../../server/embedding/trainOptions.js'
import type { TrainingStep } from '../../server/embedding/trainingStep.js'
import { PROJECT_ROOT } from '../../server/projectRoot.js'
import type { BenchOptions } from './main.js'
import { peerPython } from './peerPython.js'

const INPUTS = 128
const ROWS = 175
const EXPERIMENT = { widths: [32, 32, 32, 32, 16], batchSize: 16 }
const WIDE = { widths: [256, 256, 256, 256, 16], batchSize: 16 }
/** Interleaved, so that a busy moment of the machine hits all alike. */
const ROUNDS = 5
const ROUND_MS = 200

interface Row {
  readonly name: string
  /** Median over the rounds. */
  readonly milliseconds: number
}

/** One training step of the experiment: the kernel against tfjs' own operations on each backend, and torch with `peers`. */
export async function run({ peers, json }: BenchOptions): Promise<void> {
  const rows: Row[] = []
  for (const backend of BACKENDS) rows.push(...(await timeBackend(backend)))
  if (peers) rows.push({ name: 'torch eager, 1 thread', milliseconds: timeTorch() })
  const epochs = await timeEpochs()
  if (json) return void console.log(JSON.stringify({ steps: rows, thousandEpochsSeconds: epochs }))
  const [{ milliseconds: ours }] = rows.filter(({ name }) => name.startsWith('kernel'))
  for (const { name, milliseconds } of rows)
    console.log(`${name.padEnd(34)} ${milliseconds.toFixed(3)} ms  ${(milliseconds / ours).toFixed(1)} x the kernel`)
  console.log(`1,000 epochs over ${ROWS} shapes: ${epochs.toFixed(2)} s`)
}

async function timeBackend(backend: Backend): Promise<Row[]> {
  const loaded = await loadTensorflow([backend]).catch(() => undefined)
  if (!loaded) {
    console.error(`${backend}: not installed`)
    return []
  }
  const { tf } = loaded
  const loss = createLoss({ kind: 'pairs', margin: 0 })
  const steps = new Map<string, TrainingStep>()
  for (const [shape, net] of Object.entries({ '': EXPERIMENT, ' 256 wide': WIDE })) {
    steps.set(`kernel, ${backend}${shape}`, await createFusedStep(tf, createInput(net), loss))
    steps.set(`operations, ${backend}${shape}`, await createOpStep(tf, createInput(net), loss))
  }
  const random = new Random(2)
  const batch = () => Int32Array.from({ length: 16 }, () => random.below(ROWS))
  const times = new Map<string, number[]>([...steps.keys()].map((name) => [name, []]))
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, step] of steps) {
      const start = performance.now()
      let count = 0
      while (performance.now() - start < ROUND_MS) {
        step.run(batch(), 1e-3)
        count++
      }
      // The first round only warms up.
      if (round >= 0) times.get(name)?.push((performance.now() - start) / count)
    }
  for (const step of steps.values()) step.dispose()
  return [...times].map(([name, values]) => ({ name, milliseconds: median(values) }))
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

function createInput({ widths, batchSize }: typeof EXPERIMENT) {
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
  const random = new Random(3)
  const createTable = (name: string) => ({
    kind: 'chords',
    ids: Array.from({ length: ROWS }, (_, i) => `${name}-${i}`),
    classes: Array.from({ length: ROWS }, (_, i) => `class${i % 5}`),
    dimension: INPUTS,
    values: Float32Array.from({ length: ROWS * INPUTS }, () => random.decimal(0, 0.1)),
  })
  const options = TrainOptions.parse({ epochs: 1000 })
  const start = performance.now()
  await trainNetwork(loaded, createTable('train'), createTable('valid'), options, async () => {})
  return (performance.now() - start) / 1000
}

function timeTorch(): number {
  const python = peerPython('torch', ['torch', 'numpy'])
  const script = join(PROJECT_ROOT, 'test/bench/torch_step.py')
  return Number(execFileSync(python, [script], { encoding: 'utf8' }))
}
