import { createRequire } from 'node:module'
import { BACKENDS, type Backend } from '../../shared/schema/trainOptions.js'

export type Tensorflow = typeof import('@tensorflow/tfjs')

export interface LoadedTensorflow {
  readonly tf: Tensorflow
  readonly backend: Backend
  /** Why each backend before it could not be used, in words for the log. */
  readonly passedOver: readonly string[]
}

const require = createRequire(import.meta.url)

/**
 * Restores two functions that tfjs-node 4.22 calls. Node 22 warns about them and Node 23 has removed them (fixed in
 * tensorflow/tfjs pull request 8425, not released).
 */
function restoreRemovedUtil(): void {
  const util = require('node:util') as Record<string, unknown>
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined
  util.isArray = Array.isArray
}

function importBackend(backend: Backend): Tensorflow {
  if (backend === 'tensorflow') {
    restoreRemovedUtil()
    return require('@tensorflow/tfjs-node') as Tensorflow
  }
  const tf = require('@tensorflow/tfjs') as Tensorflow
  if (backend === 'wasm') require('@tensorflow/tfjs-backend-wasm')
  return tf
}

/**
 * Loads the first backend of `candidates` that really works. When a backend fails, tfjs falls back to another with no
 * more than a line on the console, so the backend's name is checked after ready().
 *
 * @throws the error of the last backend when none works
 */
export async function loadTensorflow(candidates: readonly Backend[] = BACKENDS): Promise<LoadedTensorflow> {
  const passedOver: string[] = []
  let failure: unknown
  for (const backend of candidates) {
    try {
      const tf = importBackend(backend)
      tf.enableProdMode()
      await tf.setBackend(backend)
      await tf.ready()
      if (tf.getBackend() !== backend) throw new Error(`tfjs chose ${tf.getBackend()} instead`)
      return { tf, backend, passedOver }
    } catch (cause) {
      failure = cause
      passedOver.push(`${backend}: ${cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)}`)
    }
  }
  throw failure
}
