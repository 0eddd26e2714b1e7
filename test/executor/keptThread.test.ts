import { expect, it } from 'vitest'
import type { Work } from '../../server/executor/answering.js'
import { KeptThread } from '../../server/executor/keptThread.js'
import { onThread } from '../../server/executor/onThread.js'

const MODULE = '../test/executor/fixtures/counting.js'

it('what a module holds is there for the next piece of work, and only on that thread', async () => {
  const [kept, other] = [new KeptThread(), new KeptThread()]
  try {
    const together = await Promise.all([1, 2, 3].map(() => kept.run<Work<null, number>>(MODULE, null)))
    expect(together.sort()).toEqual([1, 2, 3])
    expect(await kept.run<Work<null, number>>(MODULE, null)).toBe(4)
    expect(await other.run<Work<null, number>>(MODULE, null)).toBe(1)
    expect(await onThread<Work<null, number>>(MODULE, null)).toBe(1)
  } finally {
    await Promise.all([kept.close(), other.close()])
  }
})
