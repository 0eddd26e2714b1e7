import { processorSeconds } from '../support/processorTime.js'

/** Seconds of repeated calls. */
export interface Timing {
  readonly min: number
  /** Least processor time of a call, all threads together. */
  readonly processor: number
  readonly mean: number
  readonly deviation: number
  readonly runs: number
}

/** Times `work`: one call to warm up, then as many as fit into about `seconds`, at least three. */
export async function measure(work: () => unknown, seconds = 2): Promise<Timing> {
  await work()
  const times: number[] = []
  let processor = Infinity
  for (let total = 0; times.length < 3 || (total < seconds && times.length < 50);) {
    const [start, before] = [performance.now(), processorSeconds()]
    await work()
    const time = (performance.now() - start) / 1000
    processor = Math.min(processor, processorSeconds() - before)
    times.push(time)
    total += time
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length
  return { min: Math.min(...times), processor, mean, deviation: Math.sqrt(variance), runs: times.length }
}

export const showTiming = ({ min, processor, mean, deviation }: Timing): string =>
  `${(1000 * min).toFixed(1)} ms, ${(1000 * processor).toFixed(1)} of the processor (mean ${(1000 * mean).toFixed(1)} ± ${(1000 * deviation).toFixed(1)})`
