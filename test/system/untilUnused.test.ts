import { describe, expect, it } from 'vitest'
import { untilUnused } from '../../server/system/untilUnused.js'

describe('untilUnused', () => {
  it('waits as long as something is in use, and once more the whole time', async () => {
    const uses = [false, true, false, true, false, false, false]
    let looked = 0
    await untilUnused(() => uses[looked++] ?? false, new AbortController().signal, 30)
    expect(looked).toBeGreaterThan(4) // after the last use, which was the fourth look
  })

  it('ends when it is told to, whatever is in use', async () => {
    const abort = new AbortController()
    const ended = untilUnused(
      () => {
        abort.abort()
        return true
      },
      abort.signal,
      30,
    )
    await ended
    expect(abort.signal.aborted).toBe(true)
  })
})
