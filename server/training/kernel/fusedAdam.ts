import type { NamedTensorMap, Variable } from '@tensorflow/tfjs'
import type { Tensorflow } from '../../system/loadTensorflow.js'
import type { TrainingKernel } from './trainingKernel.js'

type NamedTensor = { name: string; tensor: ReturnType<Tensorflow['tensor']> }

/** Keeps kernel and variables in step, without copying weights that did not change. */
export interface KernelWeights {
  readonly kernel: TrainingKernel
  readonly variables: readonly Variable[]
  /** Copies into the kernel the variables that others have assigned since the last push. */
  pull(): void
  /** Assigns the kernel's weights to all variables, as copies, because a tensor keeps a reference to its array. */
  push(): void
}

/** Connects the kernel's memory to the variables of a model. Both hold the same weights after pull() or push(). */
export function tieWeights(tf: Tensorflow, kernel: TrainingKernel, variables: readonly Variable[]): KernelWeights {
  const known: object[] = []
  return {
    kernel,
    variables,
    pull() {
      variables.forEach((variable, i) => {
        if (known[i] === variable.dataId) return
        kernel.setWeights(i, variable.dataSync())
        known[i] = variable.dataId
      })
    },
    push() {
      variables.forEach((variable, i) => {
        const tensor = tf.tensor(kernel.weights(i), variable.shape)
        variable.assign(tensor)
        known[i] = variable.dataId
        tensor.dispose()
      })
    },
  }
}

/**
 * tfjs' Adam, computed in the kernel in 1 pass instead of 18 tfjs kernels per variable. It gives the same numbers and
 * has the same saved form. A function makes it, because the class to extend belongs to the tfjs that was loaded.
 */
export function createFusedAdam(tf: Tensorflow, tied: KernelWeights) {
  const { kernel, variables } = tied

  class FusedAdam extends tf.AdamOptimizer {
    // beta^t in float32, as tfjs keeps it; otherwise the losses differ after some ten steps.
    private power1 = 1
    private power2 = 1

    setLearningRate(rate: number): void {
      this.learningRate = rate
    }

    override applyGradients(gradients: NamedTensorMap | NamedTensor[]): void {
      const byName = Array.isArray(gradients)
        ? new Map(gradients.map(({ name, tensor }) => [name, tensor]))
        : new Map(Object.entries(gradients))
      tied.pull()
      variables.forEach(({ name }, i) => {
        const gradient = byName.get(name)
        if (gradient) kernel.setGradients(i, gradient.dataSync())
      })
      this.power1 = Math.fround(this.power1 * this.beta1)
      this.power2 = Math.fround(this.power2 * this.beta2)
      kernel.applyAdam({
        rate: this.learningRate,
        beta1: this.beta1,
        beta2: this.beta2,
        correction1: 1 - this.power1,
        correction2: 1 - this.power2,
        epsilon: this.epsilon,
      })
      tied.push()
      this.incrementIterations()
    }

    override async getWeights(): Promise<NamedTensor[]> {
      const moments = (suffix: string, read: (index: number) => Float32Array) =>
        variables.map(({ name, shape }, i) => ({ name: `${name}/${suffix}`, tensor: tf.tensor(read(i), shape) }))
      return [await this.saveIterations(), ...moments('m', kernel.firstMoments), ...moments('v', kernel.secondMoments)]
    }

    override async setWeights(weightValues: NamedTensor[]): Promise<void> {
      const [first, second] = splitMoments(await this.extractIterations(weightValues))
      first.forEach(({ tensor }, i) => kernel.setFirstMoments(i, tensor.dataSync()))
      second.forEach(({ tensor }, i) => kernel.setSecondMoments(i, tensor.dataSync()))
      this.power1 = Math.fround(this.beta1 ** this.iterations)
      this.power2 = Math.fround(this.beta2 ** this.iterations)
    }
  }
  return new FusedAdam(0, 0.9, 0.999)
}

const splitMoments = (values: NamedTensor[]): [NamedTensor[], NamedTensor[]] => [
  values.slice(0, values.length / 2),
  values.slice(values.length / 2),
]
