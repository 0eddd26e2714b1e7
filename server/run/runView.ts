import { assertNever } from '../../shared/assertNever.js'
import type { RunRecord, RunView } from '../../shared/schema/run.js'
import { notesOf, summarizeRun } from './summarizeRun.js'

/** A run in the form of the API: `GET /api/runs/ID`. */
export function runView({ id, created, door, request, state }: RunRecord): RunView {
  const base = { id, created: new Date(created).toISOString(), door, request }
  const { status } = state
  switch (status) {
    case 'queued':
    case 'cancelled':
      return { ...base, status, stage: status, done: 0, total: 0 }
    case 'running':
      return { ...base, status, stage: state.stage, done: state.done, total: state.total }
    case 'done': {
      const { report, files } = state
      const results = { report, files, summary: summarizeRun(report), notes: notesOf(report) }
      return { ...base, status, stage: status, done: request.count, total: request.count, ...results }
    }
    case 'failed':
      return { ...base, status, stage: status, done: 0, total: 0, error: state.error }
    default:
      return assertNever(status)
  }
}
