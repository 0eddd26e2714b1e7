import type { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'
import { row, type Table } from '../table/table.js'
import type { DenseLayer } from '../checkpoint/network.js'
import { factorCholesky, factorSquare, solveLower, solveLowerTransposed } from './choleskyFactor.js'
import { innerProducts } from './innerProducts.js'
import { leadingSubspace } from './leadingSubspace.js'
import { addSquare, innerProduct, trace } from './symmetricMatrix.js'

/** Rows whose classes show which differences do not matter. */
export interface Lesson {
  readonly table: Table
  /** Weight of its within-class covariance, which is first divided by its trace. */
  readonly weight: number
}

/**
 * Learns which differences do not matter: those that members of one class show among themselves. The mean is
 * subtracted from the rows, the rows are projected onto the directions in which they vary most, and whitened by the
 * shrunk within-class covariance. Then the directions in which they still vary much are emphasized, and a share of the
 * rows before whitening is added. The angles between the results are the learned similarity. All of this is one dense
 * layer.
 *
 * @param lessons the first also gives the mean and the directions. Each needs a class with two members; a class of n
 *   members has weight √n
 * @returns as many outputs as options.dimension, fewer where the rows are fewer or shorter
 * @see Hatch, Kajarekar, Stolcke, "Within-class covariance normalization", Interspeech 2006
 */
export function fitWhitening(lessons: readonly Lesson[], options: WhiteningOptions): DenseLayer {
  const [{ table }] = lessons
  const { dimension } = table
  const mean = meanRow(table, [...table.ids.keys()])
  const centered = table.ids.map((_, i) => Float64Array.from(row(table, i), (x, k) => x - mean[k]))
  const basis = leadingSubspace(centered, Math.min(options.dimension, dimension, Math.max(1, table.ids.length - 1)))
  const size = basis.length

  const within = new Float64Array(size * size)
  for (const { table: taught, weight } of lessons) {
    const covariance = withinClassCovariance(projectRows(taught, basis), taught.classes)
    const scale = weight / trace(covariance, size)
    for (let i = 0; i < within.length; i++) within[i] += scale * covariance[i]
  }
  shrink(within, size, options.shrinkage)
  factorCholesky(within, size)
  const white = innerProducts(centered, basis)
  for (const values of white) solveLower(within, size, values)
  // It is zero above the diagonal, and so is its factor.
  const metric = whiteMetric(white, within, options)
  factorCholesky(metric, size)

  const kernel = new Float32Array(dimension * size)
  const bias = new Float32Array(size)
  for (let output = 0; output < size; output++) {
    const direction = Float64Array.from({ length: size }, (_, a) => metric[a * size + output])
    solveLowerTransposed(within, size, direction)
    const column = new Float64Array(dimension)
    basis.forEach((axis, b) => axis.forEach((x, k) => (column[k] += direction[b] * x)))
    column.forEach((x, k) => (kernel[k * size + output] = x))
    bias[output] = -dot(column, mean)
  }
  return { inputs: dimension, outputs: size, kernel, bias }
}

function meanRow(table: Table, members: readonly number[]): Float64Array {
  const mean = new Float64Array(table.dimension)
  for (const i of members) row(table, i).forEach((x, k) => (mean[k] += x / members.length))
  return mean
}

/** Row numbers of every class; rows without a class belong to none. */
export function membersByClass(classes: readonly string[]): Map<string, number[]> {
  const members = new Map<string, number[]>()
  classes.forEach((name, i) => {
    if (name === '') return
    const others = members.get(name)
    if (others) others.push(i)
    else members.set(name, [i])
  })
  return members
}

const projectRows = (table: Table, basis: readonly Float64Array[]): Float64Array[] =>
  innerProducts(
    table.ids.map((_, i) => Float64Array.from(row(table, i))),
    basis,
  )

/** (D * D), lower triangle: the sum of the classes' scatters, each over √n, divided by the sum of (n - 1) / √n. */
function withinClassCovariance(rows: readonly Float64Array[], classes: readonly string[]): Float64Array {
  const size = rows[0].length
  const covariance = new Float64Array(size * size)
  let freedom = 0
  for (const members of membersByClass(classes).values()) {
    const mean = new Float64Array(size)
    for (const i of members) rows[i].forEach((x, k) => (mean[k] += x / members.length))
    const weight = 1 / Math.sqrt(members.length)
    freedom += weight * (members.length - 1)
    if (members.length < 2) continue
    for (const i of members)
      addSquare(
        covariance,
        rows[i].map((x, k) => x - mean[k]),
        weight,
      )
  }
  for (let i = 0; i < covariance.length; i++) covariance[i] /= freedom
  return covariance
}

/**
 * Shrinks a covariance in place, in Ledoit and Wolf's form but with a chosen share: that share is replaced by a
 * multiple of the identity with the same trace.
 */
function shrink(covariance: Float64Array, size: number, share: number): void {
  const round = (share * trace(covariance, size)) / size
  for (let i = 0; i < covariance.length; i++) covariance[i] *= 1 - share
  for (let a = 0; a < size; a++) covariance[a * size + a] += round
}

/**
 * (D * D), lower triangle: the metric M of white rows, in which inner products x M y are taken. It is the sum of the
 * identity, `emphasis` times the rows' scatter with a mean variance of 1, and the inner products of the rows before
 * whitening, which make up the share `plain` of the whole.
 */
function whiteMetric(
  white: readonly Float64Array[],
  factor: Float64Array,
  { emphasis, plain }: WhiteningOptions,
): Float64Array {
  const size = white[0].length
  const scatter = new Float64Array(size * size)
  for (const values of white) addSquare(scatter, values, 1)
  const whole = trace(scatter, size)
  const metric = scatter.map((x) => (emphasis * size * x) / whole)
  for (let a = 0; a < size; a++) metric[a * size + a] += 1

  const before = factorSquare(factor, size)
  const learned = innerProduct(metric, scatter, size)
  const share = (plain / (1 - plain)) * (learned / innerProduct(before, scatter, size))
  for (let i = 0; i < metric.length; i++) metric[i] += share * before[i]
  return metric
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}
