import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { Table } from '../table/table.js'
import { drawRunMap, type RunMap } from './drawRunMap.js'

export interface RunMapTask {
  readonly embedding: Table
  readonly groups: Int32Array
  readonly request: RunRequest
}

/** What the thread of runMapInWorker runs. */
export default ({ embedding, groups, request }: RunMapTask): Promise<RunMap> => drawRunMap(embedding, groups, request)
