import type { Table } from '../table/table.js'
import type { TrainOptions } from './trainOptions.js'

/** What is done to the columns before the network: (root or value - shift) * factor. Learned from the training rows. */
export interface InputScaling {
  /** Square roots first, with the sign kept: evens out the noise of counts (Hellinger). */
  readonly root: boolean
  /** (D) */
  readonly shift: Float32Array
  /** (D) 0 for a column that is constant over the training rows */
  readonly factor: Float32Array
}

/** A column whose deviation is below this share of the largest one is noise of rounding: it is switched off. */
const CONSTANT_SHARE = 1e-6

const signedRoot = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value))

/** Fits the scaling to the rows of a table. */
export function fitInputScaling(table: Table, kind: TrainOptions['scaling']): InputScaling {
  const { dimension } = table
  const root = kind === 'rootStandard'
  const values = root ? table.values.map(signedRoot) : table.values
  const count = table.ids.length
  const shift = new Float32Array(dimension)
  const factor = new Float32Array(dimension).fill(1)
  if (kind === 'none') return { root, shift, factor }
  const deviations = new Float64Array(dimension)
  for (let column = 0; column < dimension; column++) {
    let sum = 0
    for (let i = column; i < values.length; i += dimension) sum += values[i]
    const mean = sum / count
    let squares = 0
    for (let i = column; i < values.length; i += dimension) squares += (values[i] - mean) ** 2
    shift[column] = mean
    deviations[column] = Math.sqrt(squares / count)
  }
  const smallest = CONSTANT_SHARE * deviations.reduce((a, b) => Math.max(a, b), 0)
  for (let column = 0; column < dimension; column++)
    factor[column] = deviations[column] > smallest ? 1 / deviations[column] : 0
  return { root, shift, factor }
}

/** (N * D) scaled copy of the values. */
export function scaleInputs(values: Float32Array, { root, shift, factor }: InputScaling): Float32Array {
  const dimension = shift.length
  const scaled = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = root ? signedRoot(values[i]) : values[i]
    scaled[i] = (value - shift[i % dimension]) * factor[i % dimension]
  }
  return scaled
}
