import type { PreparedRows } from './rows.js'

/**
 * A power of two that scales the rows so that the longest has more than a quarter and no more than 1; 1 when all are
 * zero.
 */
export function scaleToOne({ values, dimension, metric }: PreparedRows): number {
  if (metric === 'cosine') return 1
  let most = 0
  for (let row = 0; row < values.length; row += dimension) {
    let squares = 0
    for (let i = row; i < row + dimension; i++) squares += values[i] * values[i]
    most = Math.max(most, squares)
  }
  return powerToOne(Math.sqrt(most))
}

/** A power of two that scales a length to more than a quarter and no more than 1; 1 for length 0. */
export function powerToOne(length: number): number {
  if (length === 0) return 1
  return 2 ** -Math.ceil(Math.log2(length) + 1e-9) // the margin keeps rounding of the logarithm from leaving it longer
}
