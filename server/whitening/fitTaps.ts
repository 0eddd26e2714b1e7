import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { DenseLayer } from '../checkpoint/network.js'
import { cutTap, VIEW_TAPS, type TapLayers, type TapName } from '../checkpoint/viewBlock.js'
import { innerProducts } from './innerProducts.js'
import { leadingSubspace } from './leadingSubspace.js'

/**
 * Numbers that each tap is reduced to. 64, 128 and 256 give retrieval figures within 1 point of each other; see
 * docs/learning.md.
 */
const DIRECTIONS = 128
/** Added to each variance, as a share of their mean, so that directions of little variance do not become noise. */
const SHRINKAGE = 0.1

/**
 * Learns from the looks of shapes without classes. For each tap it finds the directions in which views differ most,
 * and divides each by how much they differ in it.
 *
 * @param shapes taps (views x TAPS) of each shape
 * @param names  the taps to learn from
 * @returns layers with 128 outputs for each tap, fewer where the tap is narrower or there are fewer views
 */
export function fitTaps(shapes: readonly Float32Array[], names: readonly TapName[]): TapLayers {
  const fitted = VIEW_TAPS.filter(({ name }) => names.includes(name)).map(
    ({ name, start, width }) =>
      [name, fitTap(shapes.flatMap((taps) => splitRows(cutTap(taps, start, width), width)))] as const,
  )
  return Object.fromEntries(fitted)
}

const splitRows = (rows: Float32Array, width: number): Float64Array[] =>
  Array.from({ length: rows.length / width }, (_, i) => Float64Array.from(rows.subarray(i * width, (i + 1) * width)))

function fitTap(rows: readonly Float64Array[]): DenseLayer {
  const inputs = rows[0].length
  const mean = Float64Array.from({ length: inputs }, (_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length)
  const centered = rows.map((row) => row.map((value, k) => value - mean[k]))
  const basis = leadingSubspace(centered, Math.min(DIRECTIONS, inputs, rows.length - 1))
  const projected = innerProducts(basis, centered)
  const covariance = innerProducts(projected, projected).map((row) => [
    ...row.map((value) => value / (rows.length - 1)),
  ])
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(covariance), {
    assumeSymmetric: true,
  })
  const outputs = basis.length
  const round = (SHRINKAGE * realEigenvalues.reduce((sum, value) => sum + value, 0)) / outputs
  const kernel = new Float32Array(inputs * outputs)
  const bias = new Float32Array(outputs)
  // From the largest variance to the smallest.
  for (let output = 0; output < outputs; output++) {
    const column = outputs - 1 - output
    const scale = 1 / Math.sqrt(Math.max(0, realEigenvalues[column]) + round)
    let offset = 0
    for (let k = 0; k < inputs; k++) {
      const value = scale * basis.reduce((sum, axis, b) => sum + axis[k] * eigenvectorMatrix.get(b, column), 0)
      kernel[k * outputs + output] = value
      offset -= value * mean[k]
    }
    bias[output] = offset
  }
  return { inputs, outputs, kernel, bias }
}
