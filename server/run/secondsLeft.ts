/** Milliseconds of work before a first estimate; an earlier one would be a guess. */
const FIRST_ESTIMATE_MS = 5000

/**
 * Seconds that a stage will still take if the rest goes as fast as what is done; null = not known yet.
 * @param passedMs milliseconds since the stage began
 */
export function secondsLeft({ done, total }: { done: number; total: number }, passedMs: number): number | null {
  if (done === 0 || total === 0 || passedMs < FIRST_ESTIMATE_MS) return null
  return Math.round((passedMs / 1000) * ((total - done) / done))
}
