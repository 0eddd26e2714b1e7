import { normalizeRows } from '../table/normalizeRows.js'

/**
 * Puts the look of each shape beside its row. The cosine of two joined rows is then a weighted mean of both cosines:
 * the row counts 1, and the look counts the square of its length.
 *
 * @param values (rows * width) rows of length 1
 * @param looks  (rows) as placeViews gives them
 * @returns rows of length 1, `dimension` numbers each
 */
export function joinLooks(values: Float32Array, width: number, looks: readonly Float32Array[]) {
  const dimension = width + looks[0].length
  const joined = new Float32Array(looks.length * dimension)
  looks.forEach((look, i) => {
    joined.set(values.subarray(i * width, (i + 1) * width), i * dimension)
    joined.set(look, i * dimension + width)
  })
  return { dimension, values: normalizeRows(joined, dimension) }
}
