import { assertNever } from '../../shared/assertNever.js'
import type { RunState } from '../../shared/schema/run.js'

/** A run that has not ended. */
export type LiveState = Extract<RunState, { status: 'queued' | 'running' }>

/** The state of a run that has ended. It is final, because `advance` takes no ended state. */
export type EndedState = Exclude<RunState, LiveState>

/** What can happen to a run. */
export type RunEvent =
  | {
      readonly type: 'progress'
      readonly stage: string
      readonly done: number
      readonly total: number
      /** Milliseconds since 1970. */
      readonly time: number
    }
  | { readonly type: 'ended'; readonly state: EndedState }

/** The state after an event. */
export function advance(state: LiveState, event: RunEvent): RunState {
  switch (event.type) {
    case 'progress': {
      const { stage, done, total, time } = event
      const stageStarted = state.status === 'running' && state.stage === stage ? state.stageStarted : time
      return { status: 'running', stage, done, total, stageStarted }
    }
    case 'ended':
      return event.state
    default:
      return assertNever(event)
  }
}
