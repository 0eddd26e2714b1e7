import { z } from 'zod'
import type { Table } from '../table/table.js'
import type { TrainOptions } from './trainOptions.js'

/**
 * What is done to each number first, its sign kept. `root`: square root, evens out the noise of counts (Hellinger).
 * `log`: logarithm, makes small entries count: log(1 + value / 1e-5).
 */
export const InputTransform = z.enum(['none', 'root', 'log'])
export type InputTransform = z.infer<typeof InputTransform>

/** What is done to the columns before the network: (transform(value) - shift) * factor. Learned from the training rows. */
export interface InputScaling {
  readonly transform: InputTransform
  /** (D) */
  readonly shift: Float32Array
  /** (D) 0 for a column that is constant over the training rows */
  readonly factor: Float32Array
}

/** A column whose deviation is below this share of the largest one is noise of rounding: it is switched off. */
const CONSTANT_SHARE = 1e-6

/** Where the logarithm turns into a straight line: some 20 of the 1.8 million chords of a histogram. */
const LOG_UNIT = 1e-5

const TRANSFORMS: Readonly<Record<InputTransform, (value: number) => number>> = {
  none: (value) => value,
  root: (value) => Math.sign(value) * Math.sqrt(Math.abs(value)),
  log: (value) => Math.sign(value) * Math.log1p(Math.abs(value) / LOG_UNIT),
}

const TRANSFORM_OF: Readonly<Record<TrainOptions['scaling'], InputTransform>> = {
  none: 'none',
  standard: 'none',
  rootStandard: 'root',
  logStandard: 'log',
}

/** Fits the scaling to the rows of a table. */
export function fitInputScaling(table: Table, kind: TrainOptions['scaling']): InputScaling {
  const { dimension } = table
  const transform = TRANSFORM_OF[kind]
  const values = table.values.map(TRANSFORMS[transform])
  const count = table.ids.length
  const shift = new Float32Array(dimension)
  const factor = new Float32Array(dimension).fill(1)
  if (kind === 'none') return { transform, shift, factor }
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
  return { transform, shift, factor }
}

/** (N * D) scaled copy of the values. */
export function scaleInputs(values: Float32Array, { transform, shift, factor }: InputScaling): Float32Array {
  const dimension = shift.length
  const scaled = values.map(TRANSFORMS[transform])
  for (let i = 0; i < values.length; i++) scaled[i] = (scaled[i] - shift[i % dimension]) * factor[i % dimension]
  return scaled
}
