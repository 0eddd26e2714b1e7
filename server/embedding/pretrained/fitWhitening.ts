import { row, type Table } from '../../table/table.js'
import type { DenseLayer } from '../network.js'
import { factorCholesky, solveLower, solveLowerTransposed } from './choleskyFactor.js'
import { leadingSubspace } from './leadingSubspace.js'

/** Numbers of the embedding. Twice as many gain 0.6 points of mean average precision, half as many lose 1.2. */
export const EMBEDDING_LENGTH = 128

/**
 * Share of the within-class covariance that is replaced by a round one of the same trace. Half: as far from forgetting
 * the classes as from fitting them; 0.2 to 0.5 measure alike on kits held out (docs/learning.md).
 */
const SHRINKAGE = 0.5

/**
 * Learns which differences do not matter: those that members of one class show among themselves. Rows are moved to the
 * mean, whitened by the shrunk within-class covariance, and laid on the directions in which they then vary most.
 * Their angles are the learned similarity; one dense layer does it all.
 *
 * @param table at least one class with two members; a class of n weighs as √n
 * @see Hatch, Kajarekar, Stolcke, "Within-class covariance normalization", Interspeech 2006
 */
export function fitWhitening(table: Table): DenseLayer {
  const { dimension } = table
  const mean = meanRow(table, [...table.ids.keys()])
  const factor = withinClassCovariance(table)
  shrink(factor, dimension)
  factorCholesky(factor, dimension)
  const white = table.ids.map((_, i) => {
    const centered = Float64Array.from(row(table, i), (x, k) => x - mean[k])
    solveLower(factor, dimension, centered)
    return centered
  })
  const outputs = Math.min(EMBEDDING_LENGTH, dimension)
  const directions = leadingSubspace(white, outputs)
  const kernel = new Float32Array(dimension * outputs)
  const bias = new Float32Array(outputs)
  directions.forEach((direction, output) => {
    solveLowerTransposed(factor, dimension, direction)
    for (let k = 0; k < dimension; k++) {
      kernel[k * outputs + output] = direction[k]
      bias[output] -= mean[k] * direction[k]
    }
  })
  return { inputs: dimension, outputs, kernel, bias }
}

function meanRow(table: Table, members: readonly number[]): Float64Array {
  const mean = new Float64Array(table.dimension)
  for (const i of members) row(table, i).forEach((x, k) => (mean[k] += x / members.length))
  return mean
}

/** Row numbers of every class. */
export function membersByClass(classes: readonly string[]): Map<string, number[]> {
  const members = new Map<string, number[]>()
  classes.forEach((name, i) => members.set(name, [...(members.get(name) ?? []), i]))
  return members
}

/** (D * D), lower triangle: the classes' scatters over √n, over the sum of (n - 1) / √n. */
function withinClassCovariance(table: Table): Float64Array {
  const { dimension, classes } = table
  const covariance = new Float64Array(dimension * dimension)
  let freedom = 0
  for (const members of membersByClass(classes).values()) {
    const mean = meanRow(table, members)
    const weight = 1 / Math.sqrt(members.length)
    freedom += weight * (members.length - 1)
    for (const i of members) {
      const rest = Float64Array.from(row(table, i), (x, k) => x - mean[k])
      for (let a = 0; a < dimension; a++) {
        const share = weight * rest[a]
        if (share !== 0) for (let b = 0, at = a * dimension; b <= a; b++) covariance[at + b] += share * rest[b]
      }
    }
  }
  for (let i = 0; i < covariance.length; i++) covariance[i] /= freedom
  return covariance
}

/** Ledoit and Wolf's form with a share that is chosen, not estimated: a round part of the same trace, in place. */
function shrink(covariance: Float64Array, size: number): void {
  let trace = 0
  for (let a = 0; a < size; a++) trace += covariance[a * size + a]
  for (let i = 0; i < covariance.length; i++) covariance[i] *= 1 - SHRINKAGE
  for (let a = 0; a < size; a++) covariance[a * size + a] += (SHRINKAGE * trace) / size
}
