/** Milliseconds between two reports: often enough to look alive, and few even for thousands of steps. */
const TELL_INTERVAL_MS = 300

/** How far something has come. A difference in anything but the counts is reported at once. */
interface Standing {
  readonly stage: string
  readonly done: number
  readonly total: number
}

/**
 * Reports that something has changed: a new stage and its end at once, the steps between every TELL_INTERVAL_MS.
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
