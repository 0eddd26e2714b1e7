import { z } from 'zod'
import type { Table } from '../table/table.js'
import type { TrainOptions } from '../../shared/schema/trainOptions.js'

/**
 * Transform of each number of a row, before it is shifted and scaled. `none`: no transform. `root`: square root that
 * keeps the sign; evens out the noise of counts (Hellinger). `log`: sign(value) * log(1 + |value| / 1e-5); makes small
 * entries count. `spiral`: makes two columns of each number (both 0 where it is negative): its square root at an angle
 * that grows with its logarithm. Squared distances are then sums of x + y - 2 √(xy) cos(λ ln(x / y)), so that a step to
 * twice as much counts for small numbers, too.
 *
 * @see Vedaldi, Zisserman, "Efficient additive kernels via explicit feature maps", PAMI 34, 2012, for `spiral`
 */
export const InputTransform = z.enum(['none', 'root', 'log', 'spiral'])
export type InputTransform = z.infer<typeof InputTransform>

/** How the rows of a table become inputs of the network: columns of (transform(value) - shift) * factor. */
export interface InputScaling {
  readonly transform: InputTransform
  /** (columns) */
  readonly shift: Float32Array
  /** (columns) 0 for one that is constant over the training rows */
  readonly factor: Float32Array
}

/** A column whose deviation is below this share of the largest one is noise of rounding: it is switched off. */
const CONSTANT_SHARE = 1e-6

/** Below this value the logarithm is nearly a straight line: some 20 of the 1.8 million chords of a histogram. */
const LOG_UNIT = 1e-5

/**
 * λ: radians that the angle grows when a number becomes e times as large. Twice this value tells kits apart as well,
 * and other libraries less well (docs/learning.md).
 */
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

/** A scaling that only transforms. @param dimension numbers of a row */
export function plainScaling(transform: InputTransform, dimension: number): InputScaling {
  const columns = dimension * TRANSFORMS[transform].length
  return { transform, shift: new Float32Array(columns), factor: new Float32Array(columns).fill(1) }
}

/** How many numbers an input row has before the scaling. */
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
