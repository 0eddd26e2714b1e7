import { ShapekinError } from '../../shared/errors.js'
import type { CheckpointInput, GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import type { Metric } from '../cluster/rows/metric.js'
import { isReadable, READ_NAMES } from '../mesh/formats.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import { readTable } from '../table/readTable.js'
import { TableSearch, type NearestShapes } from './tableSearch.js'

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

export interface SimilarShapes extends NearestShapes {
  readonly metric: Metric
  /** Rows that were searched. */
  readonly shapes: number
  /** How the mesh file was described; undefined when a row was asked for. */
  readonly input: CheckpointInput | undefined
  /** What the table was taken for, where it does not say all of what it holds. */
  readonly notes: readonly string[]
}

/**
 * The shapes of a table that are most like one of its rows, or like a mesh file.
 *
 * @param asked an id of the table, else a mesh file, which is never found itself: see TableSearch
 * @throws ShapekinError `cluster.unknownShape`, and as readTable, placeMesh, RowSearch
 */
export async function findSimilar(asked: string, request: SimilarRequest, signal: AbortSignal): Promise<SimilarShapes> {
  const { k, in: path } = request
  const table = await readTable(path)
  const search = new TableSearch(table, request.metric)
  const known = { metric: search.metric, shapes: table.ids.length }
  if (search.has(asked)) return { ...known, ...search.nearestToRow(asked, k), input: undefined, notes: [] }
  const { values, input, descriptor } = await placeFile(asked, { ...request, path, table }, request.axes, signal)
  return {
    ...known,
    ...search.nearestToFile(asked, values, k),
    input,
    notes: unsaidLines(path, table.descriptor, descriptor),
  }
}

type Place = typeof import('./placeMesh.js').placeMesh

const placeFile: Place = async (path, ...rest) => {
  if (!isReadable(path)) throw new ShapekinError('cluster.unknownShape', { id: path, formats: READ_NAMES })
  const { placeMesh } = await import('./placeMesh.js') // heavy: a row that is known needs none of it
  return placeMesh(path, ...rest)
}
