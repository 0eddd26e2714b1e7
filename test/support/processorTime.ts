/**
 * Processor time of some work, of all threads of this process together, in seconds: of the best of `rounds`, so that what is
 * compiled and collected beside it counts little.
 */
export async function processorTime(work: () => unknown, rounds = 3): Promise<number> {
  let best = Infinity
  for (let i = 0; i < rounds; i++) {
    const before = processorSeconds()
    await work()
    best = Math.min(best, processorSeconds() - before)
  }
  return best
}

/** That this process has taken. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
