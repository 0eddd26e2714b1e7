import { growGrouping, EXPERIMENT_GROUPING, type Grouping } from '../cluster/grouping.js'
import { likenessOf, type Likeness } from '../cluster/likeness.js'
import { metricOf, type Metric } from '../cluster/rows/metric.js'
import { row, type Table } from '../table/table.js'
import type { WorkContext } from '../../shared/progress.js'

/**
 * The space in which the shapes of a scene are compared: rows whose distance, times `unit`, is the distance of two
 * shapes. The tree, the families, the search for similar objects and the sorting all use it.
 */
export interface CompareSpace {
  readonly rows: Table
  readonly metric: Metric
  readonly unit: number
  /** Turns distances of rows into likeness. */
  readonly likeness: Likeness
}

/**
 * Doublings of size after which two shapes of the same form have nothing in common, such as a mug of 10 cm and a
 * barrel of 40 cm.
 */
const SIZE_REACH = 2
/** Angle for one doubling: 100 doublings, which are all sizes from 1e-15 to 1e15, lie on half a circle. */
const DOUBLING_RADIANS = 1 / 32

/**
 * Compares shapes by their form alone or, with sizes, by form and size: the distance of the forms plus that of the
 * sizes.
 *
 * - cosine: ((doublings between the sizes) / 2)² is added. A shape that is a fifth larger, as happens within a kind,
 *   loses 2 points of likeness; one twice as large loses 25, one four times as large all. The sizes are placed on an
 *   arc of radius r, so that half the squared distance of two rows is the sum of both distances. Rows then have length
 *   √(1 + r²), and cosine distance gives the sum divided by 1 + r².
 * - l1, for raw numbers: (doublings) / 2 times the distance that is 0 % is added, by one more column.
 *
 * @param form  table of the forms; for an embedding, rows of length 1
 * @param sizes (rows) size of each shape, above 0, see meshSize; default: size does not count
 */
export function compareSpace(form: Table, sizes?: ArrayLike<number>): CompareSpace {
  const metric = metricOf(form.descriptor)
  const likeness = likenessOf(metric, form.values, form.dimension)
  if (sizes === undefined) return { rows: form, metric, unit: 1, likeness }
  const doublings = Float64Array.from(sizes, (size) => Math.log2(size))
  const isCosine = metric === 'cosine'
  const perDoubling = isCosine ? Math.SQRT2 / SIZE_REACH : likeness.distanceOf(0) / SIZE_REACH
  const radius = perDoubling / DOUBLING_RADIANS
  const placeOf = (size: number) =>
    isCosine
      ? [radius * Math.cos(size * DOUBLING_RADIANS), radius * Math.sin(size * DOUBLING_RADIANS)]
      : [size * perDoubling]
  const unit = isCosine ? 1 + radius ** 2 : 1
  return {
    rows: appendColumns(form, (index) => placeOf(doublings[index])),
    metric,
    unit,
    likeness: {
      percentOf: (distance) => likeness.percentOf(distance * unit),
      distanceOf: (percent) => likeness.distanceOf(percent) / unit,
    },
  }
}

/** Grows the dendrogram of the space. Its heights are distances of shapes, on the scale of the form's likeness. */
export async function growSpace({ rows, metric, unit }: CompareSpace, work: Partial<WorkContext>): Promise<Grouping> {
  const grouping = await growGrouping(rows, { ...EXPERIMENT_GROUPING, metric }, work)
  const heights = grouping.tree.heights.map((height) => height * unit)
  return { ...grouping, tree: { ...grouping.tree, heights } }
}

function appendColumns(table: Table, columnsOf: (index: number) => readonly number[]): Table {
  const dimension = table.dimension + columnsOf(0).length
  const values = new Float32Array(table.ids.length * dimension)
  table.ids.forEach((_, index) => {
    values.set(row(table, index), index * dimension)
    values.set(columnsOf(index), index * dimension + table.dimension)
  })
  const numbers = metricOf(table.descriptor) === 'cosine' ? 'embedding' : 'histogram'
  return { ...table, descriptor: { kind: 'foreign', numbers }, dimension, values }
}
