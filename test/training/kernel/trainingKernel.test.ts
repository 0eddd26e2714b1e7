import type { Tensor2D } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../../shared/random.js'
import { createSimdArithmetic } from '../../../server/training/kernel/createArithmetic.js'
import { createFusedLoss } from '../../../server/training/kernel/fusedLoss.js'
import { createFusedStep } from '../../../server/training/kernel/fusedStep.js'
import { tieWeights } from '../../../server/training/kernel/fusedAdam.js'
import { loadTensorflow, type Tensorflow } from '../../../server/system/loadTensorflow.js'
import { createLoss } from '../../../server/training/loss/createLoss.js'
import { createNetwork, runNetwork } from '../../../server/checkpoint/network.js'
import { modelVariables, toModel } from '../../../server/training/kernel/networkModel.js'
import { createOpStep, embedByOps } from '../../../server/training/kernel/opStep.js'
import { createPlainArithmetic } from '../../../server/training/kernel/plainArithmetic.js'
import { TrainingKernel } from '../../../server/training/kernel/trainingKernel.js'
import { BACKENDS, type LossOptions } from '../../../shared/schema/trainOptions.js'

const LOSSES: LossOptions[] = [
  { kind: 'pairs', margin: 0.2 },
  { kind: 'contrastive', temperature: 0.2 },
  { kind: 'multiSimilarity', alpha: 2, beta: 10, base: 0.5 },
]
/** Plain and odd: batches and widths that fill the kernel's tiles of 8, and some that do not. */
const SHAPES = [
  { inputs: 128, widths: [32, 32, 32, 32, 16], batch: 16 },
  { inputs: 128, widths: [32, 32, 32, 32, 16], batch: 15 },
  { inputs: 13, widths: [10, 7, 3], batch: 5 },
  { inputs: 9, widths: [24, 64, 40], batch: 64 },
  { inputs: 4, widths: [1], batch: 2 },
]
const ROWS = 70
const IMPLEMENTATIONS = ['SIMD', 'plain TypeScript']

const createInput = ({ inputs, widths, batch }: (typeof SHAPES)[number], seed: number) => {
  const random = new Random(seed)
  const network = createNetwork(inputs, widths, random)
  for (const { bias } of network) bias.forEach((_, i) => (bias[i] = random.decimal(-0.1, 0.1)))
  return {
    network,
    inputs: Float32Array.from({ length: ROWS * inputs }, () => random.decimal(-2, 2)),
    labels: Int32Array.from({ length: ROWS }, () => random.below(4)),
    batchSize: batch,
  }
}
const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0)

const hasNative = await loadTensorflow(['tensorflow']).then(
  () => true,
  () => false,
)

describe.each(BACKENDS)('the kernel against the operations of tfjs on %s', (backend) => {
  let tf: Tensorflow
  const skip = backend === 'tensorflow' && !hasNative
  if (skip) console.warn('skipped: native TensorFlow is not installed (npm run setup)')
  beforeAll(async () => {
    if (!skip) ({ tf } = await loadTensorflow([backend]))
  })

  it.skipIf(skip).each(LOSSES.flatMap((loss) => SHAPES.map((shape) => ({ loss, shape }))))(
    'has the same loss and gradients: $loss.kind, $shape',
    async ({ loss: options, shape }) => {
      const { network, inputs, labels, batchSize } = createInput(shape, 11)
      const loss = createLoss(options)
      const rows = Int32Array.from({ length: shape.batch }, (_, i) => (i * 7) % ROWS)
      const batchLabels = rows.map((row) => labels[row])
      const model = await toModel(tf, network)
      const variables = modelVariables(model)
      const batch = tf.tensor2d(
        Float32Array.from({ length: rows.length * shape.inputs }, (_, k) => {
          const [row, column] = [Math.floor(k / shape.inputs), k % shape.inputs]
          return inputs[rows[row] * shape.inputs + column]
        }),
        [rows.length, shape.inputs],
      )
      // Twice the loss, so that the gradient from above is not 1.
      const expected = tf.variableGrads(() => {
        const embeddings = embedByOps(variables, batch)
        return loss.build(tf, tf.matMul<Tensor2D>(embeddings, embeddings, false, true), batchLabels).mul(2)
      }, variables)
      for (const [i, arithmetic] of [createSimdArithmetic, createPlainArithmetic].entries()) {
        const kernel = new TrainingKernel({ ...shape, rows: ROWS, batchSize }, (bytes) => {
          const made = arithmetic(bytes)
          if (!made) throw new Error('no SIMD on this machine')
          return made
        })
        kernel.setTable(inputs)
        // A full batch first leaves values behind that a smaller one must not see.
        kernel.forward(rows.map((row) => (row + 1) % ROWS))
        kernel.similarityGradient.fill(7)
        const lossOf = createFusedLoss(tf, tieWeights(tf, kernel, variables), loss, () => ({
          rows,
          labels: batchLabels,
        }))
        const found = tf.variableGrads(() => lossOf(...variables).mul(2), variables)
        expect(found.value.dataSync()[0]).toBeCloseTo(expected.value.dataSync()[0], 5)
        for (const { name } of variables) {
          const [own, autodiff] = [found, expected].map(({ grads }) => grads[name].dataSync<'float32'>())
          const scale = Math.max(1, ...autodiff.map(Math.abs))
          expect(largestDifference(own, autodiff) / scale, `${IMPLEMENTATIONS[i]} ${name}`).toBeLessThan(1e-5)
        }
        tf.dispose(found)
        expect(largestDifference(kernel.embed(rows), embedByOps(variables, batch).dataSync<'float32'>())).toBeLessThan(
          1e-5,
        )
      }
      model.dispose()
    },
  )

  it.skipIf(skip).each(LOSSES)('has the same first 20 losses and leaks nothing: $kind', async (options) => {
    const input = createInput(SHAPES[0], 5)
    const loss = createLoss(options)
    const steps = [await createFusedStep(tf, input, loss), await createOpStep(tf, input, loss)]
    const batches = Array.from({ length: 20 }, (_, k) =>
      Int32Array.from({ length: k % 4 === 3 ? 11 : 16 }, (_, i) => (i * 3 + k * 5) % ROWS),
    )
    const [fused, ops] = steps.map((step) => batches.map((batch) => step.run(batch, 1e-3)))
    fused.forEach((value, i) => expect(Math.abs(value - ops[i]), `loss ${i}`).toBeLessThan(1e-4))
    expect(fused[19]).toBeLessThan(fused[0])
    const rows = batches[0]
    const [embedded] = steps.map((step) => step.embed(rows))
    const inputs = Float32Array.from(
      { length: rows.length * 128 },
      (_, k) => input.inputs[rows[k >> 7] * 128 + (k & 127)],
    )
    expect(largestDifference(embedded, runNetwork(steps[0].network(), inputs))).toBeLessThan(1e-5)

    const before = tf.memory().numTensors
    for (const batch of batches) steps[0].run(batch, 1e-3)
    expect(tf.memory().numTensors).toBe(before)
    for (const step of steps) step.dispose()
  })
})
