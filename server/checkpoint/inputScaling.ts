import { z } from 'zod'
import type { Table } from '../table/table.js'
import type { TrainOptions } from '../../shared/schema/trainOptions.js'

/**
 * What is done to each number first. `root`: square root, its sign kept, evens out the noise of counts (Hellinger).
 * `log`: logarithm, its sign kept, makes small entries count: log(1 + value / 1e-5). `spiral`: two columns of each number
 * (0 where it is below), its square root at an angle that grows with its logarithm, so that squared distances are the sums of
 * x + y - 2 √(xy) cos(λ ln(x / y)): a step to twice as much counts for small numbers too.
 *
 * @see Vedaldi, Zisserman, "Efficient additive kernels via explicit feature maps", PAMI 34, 2012, for `spiral`
 */
export const InputTransform = z.enum(['none', 'root', 'log', 'spiral'])
export type InputTransform = z.infer<typeof InputTransform>

/** What the rows of a table become before the network: columns of (transform(value) - shift) * factor. */
export interface InputScaling {
  readonly transform: InputTransform
  /** (columns) */
  readonly shift: Float32Array
  /** (columns) 0 for one that is constant over the training rows */
  readonly factor: Float32Array
}

/** A column whose deviation is below this share of the largest one is noise of rounding: it is switched off. */
const CONSTANT_SHARE = 1e-6

/** Where the logarithm turns into a straight line: some 20 of the 1.8 million chords of a histogram. */
const LOG_UNIT = 1e-5

/** Radians (λ) of a number e times as large. Twice as many tell kits apart as well, other libraries less (docs/learning.md). */
const SPIRAL_TURN = 0.4

const onSpiral = (value: number, part: (angle: number) => number): number =>
  value <= 0 ? 0 : Math.sqrt(value) * part(SPIRAL_TURN * Math.log(value))

/** One function for each column that a number becomes. */
const TRANSFORMS: Readonly<Record<InputTransform, readonly ((value: number) => number)[]>> = {
  none: [(value) => value],
  root: [(value) => Math.sign(value) * Math.sqrt(Math.abs(value))],
  log: [(value) => Math.sign(value) * Math.log1p(Math.abs(value) / LOG_UNIT)],
  spiral: [(value) => onSpiral(value, Math.cos), (value) => onSpiral(value, Math.sin)],
}

const TRANSFORM_OF: Readonly<Record<TrainOptions['scaling'], InputTransform>> = {
  none: 'none',
  standard: 'none',
  rootStandard: 'root',
  logStandard: 'log',
}

/** The transform alone, of rows of `dimension` numbers. */
export function plainScaling(transform: InputTransform, dimension: number): InputScaling {
  const columns = dimension * TRANSFORMS[transform].length
  return { transform, shift: new Float32Array(columns), factor: new Float32Array(columns).fill(1) }
}

/** How many numbers a row has that is to be scaled. */
export const scaledDimension = ({ transform, shift }: InputScaling): number =>
  shift.length / TRANSFORMS[transform].length

/** Fits the scaling to the rows of a table. */
export function fitInputScaling(table: Table, kind: TrainOptions['scaling']): InputScaling {
  const plain = plainScaling(TRANSFORM_OF[kind], table.dimension)
  if (kind === 'none') return plain
  const { transform, shift, factor } = plain
  const dimension = shift.length
  const values = scaleInputs(table.values, plain)
  const count = table.ids.length
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

/** @returns (N * columns) of the (N * D) values; a number's columns lie side by side */
export function scaleInputs(values: Float32Array, { transform, shift, factor }: InputScaling): Float32Array {
  const functions = TRANSFORMS[transform]
  const scaled = new Float32Array(values.length * functions.length)
  functions.forEach((transformed, part) => {
    for (let i = 0, at = part; i < values.length; i++, at += functions.length) scaled[at] = transformed(values[i])
  })
  const columns = shift.length
  for (let i = 0; i < scaled.length; i++) scaled[i] = (scaled[i] - shift[i % columns]) * factor[i % columns]
  return scaled
}
