import { growGrouping, EXPERIMENT_GROUPING, type Grouping } from '../cluster/grouping.js'
import { likenessOf, type Likeness } from '../cluster/likeness.js'
import { metricOf, type Metric } from '../cluster/rows/metric.js'
import { row, type Table } from '../table/table.js'
import type { WorkContext } from '../../shared/progress.js'

/**
 * In what the shapes of a scene are compared: rows whose distance, times `unit`, is how far two shapes are apart. The tree, the
 * families, what is similar and what is sorted all go by it.
 */
export interface CompareSpace {
  readonly rows: Table
  readonly metric: Metric
  readonly unit: number
  /** Of distances of rows. */
  readonly likeness: Likeness
}

/** Doublings of size after which the same form has nothing in common any more: a mug of 10 cm and a barrel of 40 cm. */
const SIZE_REACH = 2
/** Angle that stands for a doubling: 100 doublings, all sizes from 1e-15 to 1e15, lie on half a circle. */
const DOUBLING_RADIANS = 1 / 32

/**
 * Shapes by their form alone or, with sizes, by form and size: the distance of the forms plus that of the sizes.
 *
 * - cosine: ((doublings between the sizes) / 2)² is added. Variety within a kind, a fifth larger, costs 2 points of likeness,
 *   twice as large 25, four times all. The sizes lie on an arc of radius r, so that half the squared distance of rows is the sum
 *   of both; rows then have length √(1 + r²), and cosine distance gives the sum divided by 1 + r².
 * - l1, of raw numbers: (doublings) / 2 of the distance that stands for 0 % is added, by one more column.
 *
 * @param form  of an embedding rows of length 1
 * @param sizes (rows) above 0, see meshSize; default: size does not count
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

/** The dendrogram of the space. Its heights are distances of shapes, on the scale of the form's likeness. */
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
