import { resolve, sep } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { CheckpointInput, GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { likenessOf } from '../cluster/likeness.js'
import { RowSearch } from '../cluster/rowSearch.js'
import { metricOf, type Metric } from '../cluster/rows/metric.js'
import { meshFormatOf, READ_NAMES } from '../mesh/formats.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import { readTable } from '../table/readTable.js'
import { row } from '../table/table.js'

export interface SimilarRequest {
  /** The table to search. */
  readonly in: string
  /** How many to find. */
  readonly k: number
  /** Default cosine for an embedding, l1 for histograms. */
  readonly metric?: Metric | undefined
  /** Folder of the checkpoint that made an embedding; default: as the table knows it. */
  readonly checkpoint?: string | undefined
  readonly axes: GivenAxes
}

export interface SimilarShape {
  readonly id: string
  readonly class: string
  /** In the metric's unit. */
  readonly distance: number
  /** In percent; see likenessOf. */
  readonly likeness: number
}

export interface SimilarShapes {
  readonly metric: Metric
  /** Rows that were searched. */
  readonly shapes: number
  /** The row that was asked for, or that is the file itself: it is not among the nearest. */
  readonly itself: string | undefined
  /** How the mesh file was described; undefined when a row was asked for. */
  readonly input: CheckpointInput | undefined
  /** What the table was taken for, where it does not say all of what it holds. */
  readonly notes: readonly string[]
  readonly nearest: readonly SimilarShape[]
}

/** What a file's own row may be away from it: nothing but the rounding of a product of two lengths. */
const SAME = 1e-6

/**
 * The shapes of a table that are most like one of its rows, or like a mesh file.
 *
 * @param asked an id of the table, else a mesh file. A file is never found itself: the row whose id the file's path ends with
 *              and whose numbers are the file's is left out, and named.
 * @throws ShapekinError `cluster.unknownShape`, and as readTable, placeMesh, RowSearch
 */
export async function findSimilar(asked: string, request: SimilarRequest, signal: AbortSignal): Promise<SimilarShapes> {
  const { k, in: path } = request
  const table = await readTable(path)
  const { ids, classes, dimension, values } = table
  const metric = request.metric ?? metricOf(table.descriptor)
  const own = ids.indexOf(asked)
  const placed = own >= 0 ? undefined : await placeFile(asked, { ...request, path, table }, request.axes, signal)
  const query = placed?.values ?? row(table, own)
  const found = new RowSearch({ values, count: ids.length, dimension }, metric).nearest(query, k + 1)
  const { percentOf } = likenessOf(metric, values, dimension)
  const self =
    own >= 0
      ? own
      : rowOfFile(
          resolve(asked),
          ids,
          found.flatMap(({ row, distance }) => (distance <= SAME ? [row] : [])),
        )
  return {
    metric,
    shapes: ids.length,
    itself: self === undefined ? undefined : ids[self],
    input: placed?.input,
    notes: placed ? unsaidLines(path, table.descriptor, placed.descriptor) : [],
    nearest: found
      .filter(({ row }) => row !== self)
      .slice(0, k)
      .map(({ row, distance }) => ({
        id: ids[row],
        class: classes[row],
        distance,
        likeness: percentOf(distance),
      })),
  }
}

type Place = typeof import('./placeMesh.js').placeMesh

const placeFile: Place = async (path, ...rest) => {
  if (meshFormatOf(path) === undefined)
    throw new ShapekinError('cluster.unknownShape', { id: path, formats: READ_NAMES })
  const { placeMesh } = await import('./placeMesh.js') // heavy: a row that is known needs none of it
  return placeMesh(path, ...rest)
}

/** Of equal rows the one whose id names most of the file's path; ids of older tables are whole paths. */
function rowOfFile(path: string, ids: readonly string[], equal: readonly number[]): number | undefined {
  const way = `/${path.split(sep).join('/')}`
  const named = equal.filter((row) => way.endsWith(`/${ids[row].replace(/^\.?\//, '')}`))
  return named.sort((a, b) => ids[b].length - ids[a].length)[0]
}
