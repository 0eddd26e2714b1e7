/** Often enough to look alive, rare enough that thousands of steps are no flood. Milliseconds. */
const TELL_INTERVAL_MS = 300

/** How far something has come, in a few words: what differs in more than counts is told at once. */
interface Standing {
  readonly stage: string
  readonly done: number
  readonly total: number
}

/**
 * Passes on that something has changed: a new stage and its end at once, the steps between now and then.
 * @param now milliseconds
 */
export function tellChanges(tell: () => void, now: () => number): (standing: Standing) => void {
  let [stage, told] = ['', -Infinity]
  return (standing) => {
    const isNews = standing.stage !== stage || standing.done === standing.total
    if (!isNews && now() - told < TELL_INTERVAL_MS) return
    stage = standing.stage
    told = now()
    tell()
  }
}
