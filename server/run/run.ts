import { randomBytes } from 'node:crypto'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { RunReport } from './runReport.js'

/** Where a run stands. A field that is only valid in one state exists only there. Times in milliseconds since 1970. */
export type RunState =
  | { status: 'queued' }
  | { status: 'running'; stage: string; done: number; total: number; stageStarted: number }
  | { status: 'done'; report: RunReport; files: readonly string[] }
  | { status: 'failed'; error: { code: string; message: string } }
  | { status: 'cancelled' }

/** A run as it is kept in `run.json`. */
export interface RunRecord {
  /** 16 hex digits. */
  readonly id: string
  readonly created: number
  /** Which door it came through. */
  readonly door: 'rest' | 'blender'
  readonly request: RunRequest
  readonly state: RunState
}

/** 16 hex digits: the 8 bytes of a frame's header. */
export const newRunId = (): string => randomBytes(8).toString('hex')

export const isEnded = ({ state }: RunRecord): boolean => state.status !== 'queued' && state.status !== 'running'

/** A run as the API gives it: `GET /api/runs/ID`. */
export function runView({ id, created, door, request, state }: RunRecord) {
  const { status } = state
  const base = { id, created: new Date(created).toISOString(), door, request, status }
  switch (state.status) {
    case 'queued':
      return { ...base, stage: 'queued', done: 0, total: 0 }
    case 'running':
      return { ...base, stage: state.stage, done: state.done, total: state.total }
    case 'done':
      return {
        ...base,
        stage: 'done',
        done: request.count,
        total: request.count,
        report: state.report,
        files: state.files,
      }
    case 'failed':
      return { ...base, stage: 'failed', done: 0, total: 0, error: state.error }
    case 'cancelled':
      return { ...base, stage: 'cancelled', done: 0, total: 0 }
  }
}
