import { eachNumbers, readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { TableSearch } from '../tableSearch.js'

/** Cosines that are summed in different orders differ by less than this: 1e-13 for 4,000 numbers. */
const ROUNDING = 1e-9

/**
 * A search for the `k` shapes of a library that are nearest to a place by cosine, and the shape at the place itself.
 * For a single question the library is read through once, and only the places that may be among the nearest are in
 * memory: those as near as the last of them are included.
 *
 * @param place (dimension)
 * @throws ShapekinError `library.empty`, `catalog.*`
 */
export function searchAround(sql: SqlFile, place: Float32Array, k: number): TableSearch {
  const shapes: number[] = []
  const cosines: number[] = []
  eachNumbers(sql, 'place', (shape, values) => {
    shapes.push(shape)
    cosines.push(cosineOf(values, place))
  })
  const last =
    Float64Array.from(cosines)
      .sort()
      .at(-(k + 1)) ?? -Infinity
  const near = shapes.filter((_, i) => !(cosines[i] < last - ROUNDING))
  return new TableSearch(readShapeTable(sql, 'place', near))
}

/** The cosine times the length of b, which is the same for all places that are compared. */
function cosineOf(a: Float32Array, b: Float32Array): number {
  let [product, squares] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i]
    squares += a[i] * a[i]
  }
  return product / Math.sqrt(squares)
}
