import { describe, expect, it } from 'vitest'
import { ThreadTimes } from '../../server/executor/threadTimes.js'

/** A machine of which the test says what it does: `pass(wall, processor)` in milliseconds. */
function machine() {
  let [wall, processor] = [0, 0]
  const times = new ThreadTimes(() => ({ wall, processor }))
  return {
    times,
    pass: (moreWall: number, moreProcessor: number) => {
      wall += moreWall
      processor += moreProcessor
      times.count()
    },
  }
}

describe('ThreadTimes', () => {
  it('ends work after its limit on an idle machine, however many threads compute', () => {
    const { times, pass } = machine()
    const [one, other] = [times.limit(1000), times.limit(2000)]
    pass(999, 1998)
    expect(one.signal.aborted).toBe(false)
    pass(1, 2)
    expect([one, other].map(({ signal }) => signal.aborted)).toEqual([true, false])
    one.end()
    pass(999, 4000) // its own threads compute, too
    expect(other.signal.aborted).toBe(false)
    pass(1, 1)
    expect(other.signal.aborted).toBe(true)
  })

  it('gives the same work the time that it needs on a machine that has a tenth of a processor for it', () => {
    const { times, pass } = machine()
    const { signal } = times.limit(1000)
    for (let i = 0; i < 99; i++) pass(100, 10)
    expect(signal.aborted).toBe(false)
    pass(100, 10)
    expect(signal.aborted).toBe(true)
  })

  it('counts from the beginning of the work, whatever was done before or after another one', () => {
    const { times, pass } = machine()
    pass(5000, 5000)
    const first = times.limit(1000)
    pass(900, 900)
    first.end()
    pass(5000, 5000)
    expect(first.signal.aborted).toBe(false)
    const second = times.limit(1000)
    pass(900, 900)
    expect(second.signal.aborted).toBe(false)
  })

  it('ends work that waits for what never comes', () => {
    const { times, pass } = machine()
    const { signal } = times.limit(1000)
    pass(19_999, 0)
    expect(signal.aborted).toBe(false)
    pass(1, 0)
    expect(signal.aborted).toBe(true)
  })

  it('counts by itself', async () => {
    const times = new ThreadTimes()
    const { signal, end } = times.limit(1)
    const until = performance.now() + 20
    while (performance.now() < until); // computes
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    end()
  })
})
