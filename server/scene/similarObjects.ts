import { ShapekinError } from '../../shared/errors.js'
import { likenessOf } from '../cluster/likeness.js'
import { RowSearch } from '../cluster/rowSearch.js'
import { metricOf, rowDistance } from '../cluster/rows/metric.js'
import { prepareRows } from '../cluster/rows/prepareRows.js'
import { compareDescriptors, nameDescriptor } from '../table/compareDescriptors.js'
import type { Table } from '../table/table.js'
import type { CompareSpace } from './compareSpace.js'

/** Limits of a search: how many results, and how alike they must be. */
export interface SimilarLimits {
  /** Most results; 0 = all. */
  readonly count: number
  /** Least likeness, in percent. */
  readonly alike: number
}

export interface SimilarThing {
  /** Index of the object, or row of the library. */
  readonly index: number
  readonly distance: number
  /** In percent, on the scale of the groups and their tree. */
  readonly likeness: number
}

/**
 * The objects of a scene that are most like a given one, which is left out, by falling likeness. Equally alike ones
 * are in the order of the scene.
 *
 * @param rows  (N) row of each object in the space, -1 = none
 * @param to    index of an object that has a row
 */
export function similarObjects(
  { rows: table, metric, unit, likeness }: CompareSpace,
  rows: Int32Array,
  to: number,
  { count, alike }: SimilarLimits,
): SimilarThing[] {
  const { values, ids, dimension } = table
  const prepared = prepareRows({ values, count: ids.length, dimension }, metric).values
  const distances = Float64Array.from(ids, (_, row) =>
    rowDistance[metric](prepared, rows[to], prepared, row, dimension),
  )
  const found = [...rows.keys()].flatMap((index) => {
    const distance = distances[rows[index]]
    return index === to || rows[index] < 0
      ? []
      : [{ index, distance: distance * unit, likeness: likeness.percentOf(distance) }]
  })
  found.sort((a, b) => a.distance - b.distance || a.index - b.index)
  return found.filter((each) => each.likeness >= alike).slice(0, count || undefined)
}

/**
 * The rows of a library that are most like a shape, by form and looks; a library does not know how large its shapes
 * are.
 *
 * @param query (dimension) the shape's numbers in the form's table
 * @throws ShapekinError `cluster.otherDescriptor` when the library's numbers can not be compared with the form's
 */
export function similarInLibrary(
  library: Table,
  form: Table,
  query: Float32Array,
  { count, alike }: SimilarLimits,
): SimilarThing[] {
  const { values, ids, dimension, descriptor } = library
  if (compareDescriptors(descriptor, form.descriptor) === 'different' || dimension !== form.dimension)
    throw new ShapekinError('cluster.otherDescriptor', { expected: nameOf(library), found: nameOf(form) })
  const metric = metricOf(descriptor)
  const { percentOf } = likenessOf(metric, values, dimension)
  return new RowSearch({ values, count: ids.length, dimension }, metric)
    .nearest(query, count || ids.length)
    .map(({ row, distance }) => ({ index: row, distance, likeness: percentOf(distance) }))
    .filter((each) => each.likeness >= alike)
}

const nameOf = ({ descriptor, dimension }: Table): string => `${nameDescriptor(descriptor)}, ${dimension} numbers`
