import type { OnProgress, Progress } from '../../shared/progress.js'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { answer, type Answer } from './answer.js'

/** What is sent to a thread or process. */
export interface Order<Input> {
  readonly input: Input
  /** Where to report progress: a MessagePort, or the channel to the parent process. */
  readonly progress?: { postMessage(progress: Progress): void } | undefined
}

/** Work that another thread or process can do: the default export of a module. */
export type Work<Input, Result> = (order: Order<Input>) => Promise<Answer<Result>>

/** Milliseconds between two reports of progress, so that reporting costs nothing. */
const PROGRESS_INTERVAL_MS = 100

/** Turns a function into the work of a module that onThread, inChild or a pool can run. */
export const answering =
  <Input, Result>(work: (input: Input, progress: OnProgress) => Result | Promise<Result>): Work<Input, Result> =>
  ({ input, progress }) =>
    answer(() =>
      work(
        input,
        nowAndThen((done) => progress?.postMessage(done)),
      ),
    )

/**
 * Passes on the first report, the first one PROGRESS_INTERVAL_MS after the last that was passed on, and the end of
 * each stage. Epochs of skipped reports are passed on with the next one.
 */
function nowAndThen(tell: OnProgress): OnProgress {
  let last = -Infinity
  let epochs: EpochFigures[] = []
  return (progress) => {
    if (progress.epochs) epochs.push(...progress.epochs)
    if (performance.now() - last < PROGRESS_INTERVAL_MS && progress.done !== progress.total) return
    last = performance.now()
    tell(epochs.length > 0 ? { ...progress, epochs } : progress)
    epochs = []
  }
}
