import { eachNumbers, readShapeTable, shapeDescriptor } from '../../catalog/shapeTable.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { metricOf, rowDistance } from '../../cluster/rows/metric.js'
import { prepareRows } from '../../cluster/rows/prepareRows.js'
import type { Table } from '../../table/table.js'

/**
 * The places of those shapes of a library that are nearest to a place, at least `count` where there are so many: all that are as
 * near as the last of them are there, too. Nothing else is held: to ask once, a library is walked through, not made ready.
 *
 * @param place (dimension)
 * @throws ShapekinError `library.empty`, `catalog.*`, and as checkRows
 */
export function tableAround(sql: SqlFile, place: Float32Array, count: number): Table {
  const metric = metricOf(shapeDescriptor(sql, 'place'))
  const prepare = (values: Float32Array) => prepareRows({ values, count: 1, dimension: values.length }, metric).values
  const middle = prepare(place)
  const shapes: number[] = []
  const distances: number[] = []
  eachNumbers(sql, 'place', (shape, values) => {
    shapes.push(shape)
    distances.push(rowDistance[metric](prepare(values), 0, middle, 0, middle.length))
  })
  const last = Float64Array.from(distances).sort()[Math.min(count, shapes.length) - 1]
  return readShapeTable(
    sql,
    'place',
    shapes.filter((_, i) => distances[i] <= last),
  )
}
