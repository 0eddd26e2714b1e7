/** An estimate from less work than this is a guess. Milliseconds. */
const FIRST_ESTIMATE_MS = 5000

/**
 * Seconds that a stage still takes when the rest of it is done as fast as what is done; null = not known yet.
 * @param passedMs since it began
 */
export function secondsLeft({ done, total }: { done: number; total: number }, passedMs: number): number | null {
  if (done === 0 || total === 0 || passedMs < FIRST_ESTIMATE_MS) return null
  return Math.round((passedMs / 1000) * ((total - done) / done))
}
