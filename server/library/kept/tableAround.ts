import { eachNumbers, readShapeTable } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { Table } from '../../table/table.js'

/** Cosines that are summed in different orders differ by less than this: 1e-13 for 4,000 numbers. */
const ROUNDING = 1e-9

/**
 * The places of those shapes of a library that are nearest to a place by cosine, at least `count` where there are so
 * many: those as near as the last of them are included. For a single question the library is read through once, and
 * only these places are in memory.
 *
 * @param place (dimension)
 * @throws ShapekinError `library.empty`, `catalog.*`
 */
export function tableAround(sql: SqlFile, place: Float32Array, count: number): Table {
  const shapes: number[] = []
  const cosines: number[] = []
  eachNumbers(sql, 'place', (shape, values) => {
    shapes.push(shape)
    cosines.push(cosineOf(values, place))
  })
  const last = Float64Array.from(cosines).sort().at(-count) ?? -Infinity
  const near = shapes.filter((_, i) => !(cosines[i] < last - ROUNDING))
  return readShapeTable(sql, 'place', near)
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
