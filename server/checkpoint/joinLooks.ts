import { normalizeRows } from '../table/normalizeRows.js'

/**
 * What shapes are and what they look like side by side: cosines are means of the two, in which a look counts the square of
 * its length beside 1.
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
