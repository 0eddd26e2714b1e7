import type { RunView } from '../../shared/schema/run.js'

/** A run with its report. */
export type DoneRun = Extract<RunView, { status: 'done' }>
