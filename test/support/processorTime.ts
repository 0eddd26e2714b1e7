/** Processor time of some work of this thread: of the best of `rounds`, so that what is compiled and collected beside it counts little. Microseconds. */
export async function processorTime(work: () => unknown, rounds = 3): Promise<number> {
  let best = Infinity
  for (let i = 0; i < rounds; i++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, user + system)
  }
  return best
}
