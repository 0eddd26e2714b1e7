import type { OnProgress } from '../../shared/progress.js'

const WIDTH = 28
/**
 * Milliseconds. Where stderr is no terminal, a stage gets a line when it begins, one a minute, and one when it is
 * complete.
 */
const PLAIN_INTERVAL_MS = 60_000
const TERMINAL_INTERVAL_MS = 80
/**
 * Milliseconds. The first items wait for threads and caches: a rate that is measured earlier is several times too
 * low.
 */
const ESTIMATE_AFTER_MS = 3000

const clock = (exact: number): string => {
  const seconds = Math.ceil(exact)
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

const pace = (perSecond: number): string =>
  perSecond >= 1 ? `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second` : `${(1 / perSecond).toFixed(1)} s each`

/** Progress on stderr: a bar with rate and time left on a terminal, a line a minute elsewhere. */
export function createProgressBar(
  stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>,
  now: () => number = Date.now,
): { update: OnProgress; end(): void } {
  let stage = ''
  let started = 0
  // The rate counts from here: how many items were done when the first count arrived, and when that was.
  let firstDone = 0
  let firstTime = 0
  let last = -Infinity
  let open = false
  let isCounted = false // whether the stage has had its first count
  const end = () => {
    if (open) stream.write('\n')
    open = false
  }
  const update: OnProgress = (progress) => {
    const time = now()
    const isNewStage = progress.stage !== stage
    if (isNewStage) {
      end()
      stage = progress.stage
      started = time
      last = -Infinity
      isCounted = false
    }
    const isFirstCount = !isCounted && progress.done > 0 && progress.total > 0
    if (isFirstCount) [isCounted, firstDone, firstTime] = [true, progress.done, time]
    const isComplete = progress.total > 0 && progress.done >= progress.total
    if (time - last < (stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS) && !isComplete && !isFirstCount) return
    last = time
    const seconds = (time - started) / 1000
    const rate = (progress.done - firstDone) / Math.max((time - firstTime) / 1000, 1e-3)
    const isKnown = isCounted && time - firstTime >= ESTIMATE_AFTER_MS && rate > 0
    const left = isKnown && progress.total > 0 ? (progress.total - progress.done) / rate : undefined
    const count = progress.total > 0 ? `${progress.done}/${progress.total}` : `${progress.done || ''}`
    const tail = isComplete ? `in ${clock(seconds)}` : left === undefined ? '' : `${pace(rate)}, ${clock(left)} left`
    if (!stream.isTTY) return void stream.write(`${stage} ${count} ${tail}`.trimEnd() + '\n')
    const filled = progress.total > 0 ? Math.round((WIDTH * progress.done) / progress.total) : 0
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    stream.write(`\r\x1b[K${stage.padEnd(16)} ${bar} ${count} ${tail}`)
    open = true
    if (isComplete) end()
  }
  return { update, end }
}
