import type { VarietyReport } from '../../shared/schema/varietyReport.js'
import { onThread } from '../executor/onThread.js'
import type { Table } from '../table/table.js'
import type measureVariety from './varietyWorker.js'

/** measureVariety on a thread of its own, so that the server can answer: it takes seconds for 20,000 shapes. */
export const measureVarietyInWorker = (table: Table, signal?: AbortSignal): Promise<VarietyReport> =>
  onThread<typeof measureVariety>('server/variety/varietyWorker.js', table, { signal })
