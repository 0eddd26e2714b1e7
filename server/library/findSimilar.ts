import { ShapekinError } from '../../shared/errors.js'
import type { CheckpointInput, GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import type { Metric } from '../cluster/rows/metric.js'
import { isReadable, READ_NAMES } from '../mesh/formats.js'
import { unsaidLines } from '../table/compareDescriptors.js'
import { readTable } from '../table/readTable.js'
import { TableSearch, type NearestShapes } from './tableSearch.js'

export interface SimilarRequest {
  /** Path of the table to search. */
  readonly in: string
  /** How many shapes to find. */
  readonly k: number
  /** Default cosine for an embedding, l1 for histograms. */
  readonly metric?: Metric | undefined
  /** Folder of the checkpoint that made an embedding; default: found by findCheckpoint. */
  readonly checkpoint?: string | undefined
  readonly axes: GivenAxes
}

export interface SimilarShapes extends NearestShapes {
  readonly metric: Metric
  /** Number of rows that were searched. */
  readonly shapes: number
  /** How the mesh file was described; undefined when a row was asked for. */
  readonly input: CheckpointInput | undefined
  /** Sentences for the user: what the table was taken for, where its report does not say it all. */
  readonly notes: readonly string[]
}

/**
 * Finds the shapes of a table that are most like one of its rows, or like a mesh file.
 *
 * @param asked an id of the table, else the path of a mesh file, which is never among its own results: see
 *   TableSearch
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
  const { placeMesh } = await import('./placeMesh.js') // heavy, and not needed for a row of the table
  return placeMesh(path, ...rest)
}
