import { toShapekinError } from '../../shared/errors.js'
import type { Table } from '../table/table.js'
import { trainInChild } from '../training/trainInChild.js'
import type { Diagnosis } from './diagnosis.js'

const subject = 'TensorFlow'

/** Two classes that are easy to tell apart. */
const [ROWS, DIMENSION] = [32, 128]

/** Trains for one epoch, in a child process as every training: a faulty native library can end the process. */
export async function examineTensorflow(): Promise<Diagnosis> {
  try {
    const table = trialTable()
    const { report, epochs } = await trainInChild({ train: table, valid: table, options: { epochs: 1 } })
    if (!Number.isFinite(epochs[0]?.loss)) throw new Error(`the loss of an epoch is ${epochs[0]?.loss}`)
    if (report.backend === 'tensorflow') return { subject, state: 'ok', found: 'native backend, trains' }
    return {
      subject,
      state: 'warning',
      found: `backend ${report.backend} trains (${report.passedOver.join('; ')})`,
      todo: 'Training works, with other speed. `npm run setup` tries again to install the native one.',
    }
  } catch (error) {
    return {
      subject,
      state: 'failed',
      found: `no backend trains: ${toShapekinError(error).message}`,
      todo: 'Remove node_modules and run `npm run setup`.',
    }
  }
}

function trialTable(): Table {
  const classes = Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 'a' : 'b'))
  const values = Float32Array.from({ length: ROWS * DIMENSION }, (_, i) => {
    const isEven = Math.floor(i / DIMENSION) % 2 === 0
    return ((i * 7919) % 101) / 101 + (isEven === i % DIMENSION < DIMENSION / 2 ? 1 : 0)
  })
  const ids = classes.map((_, row) => `row ${row}`)
  return { descriptor: { kind: 'foreign', numbers: 'histogram' }, ids, classes, dimension: DIMENSION, values }
}
