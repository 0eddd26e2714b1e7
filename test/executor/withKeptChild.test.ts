import { expect, it, onTestFinished, vi } from 'vitest'
import type { Work } from '../../server/executor/answering.js'
import { withKeptChild } from '../../server/executor/withKeptChild.js'
import { processesWith } from '../support/processes.js'

const MODULE = '../test/executor/fixtures/counting.js'
type Counting = Work<null, number>

it('what a module holds is there for the next piece of work, until the child is given back or killed', async () => {
  const mark = `of test ${process.pid}`
  vi.stubEnv('SHAPEKIN_TEST_MARK', mark) // tells this test's children from those of other programs
  onTestFinished(() => void vi.unstubAllEnvs())
  await withKeptChild(async (run) => {
    expect(await Promise.all([1, 2, 3].map(() => run<Counting>(MODULE, null)))).toEqual([1, 2, 3])
    const [child] = processesWith('answerChild.js', mark)
    process.kill(child, 'SIGKILL')
    expect(await run<Counting>(MODULE, null)).toBe(1)
    expect(await run<Counting>(MODULE, null)).toBe(2)
    await expect.poll(() => processesWith('answerChild.js', mark)).toEqual([]) // nothing came: its memory is free
    expect(await run<Counting>(MODULE, null)).toBe(1)
  })
  expect(await withKeptChild((run) => run<Counting>(MODULE, null))).toBe(1)
})
