import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { Progress } from '../../shared/progress.js'
import type { Work } from '../../server/executor/answering.js'
import type { Executor, ExecutorContext } from '../../server/executor/executor.js'
import { inChild } from '../../server/executor/inChild.js'
import { KeptThread } from '../../server/executor/keptThread.js'
import { onThread } from '../../server/executor/onThread.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

type Task =
  | { readonly end: 'result'; readonly steps: number; readonly values: Float32Array }
  | { readonly end: 'refusal' | 'exception' | 'endless' | 'exit' }
  | { readonly end: 'killed'; readonly times: number; readonly folder: string }

/** The fixture's default export. */
type AnyEnd = Work<Task, { doubled: Float32Array }>

const kept = new KeptThread()
afterAll(() => kept.close())

const executors: readonly (readonly [string, Executor])[] = [
  ['onThread', onThread],
  ['inChild', inChild],
  ['a KeptThread', kept.run],
]

describe.each(executors)('%s', (_, execute) => {
  const run = (task: Task, context?: ExecutorContext) =>
    execute<AnyEnd>('../test/executor/fixtures/anyWork.js', task, context)

  it('brings input and result across as typed arrays', async () => {
    const { doubled } = await run({ end: 'result', steps: 1, values: Float32Array.of(1, -0.5, Infinity) })
    expect(doubled).toEqual(Float32Array.of(2, -1, Infinity))
  })

  it('tells of the first and the last of 100,000 steps, in order, and of few between', async () => {
    const seen: Progress[] = []
    await run({ end: 'result', steps: 100_000, values: new Float32Array(1) }, { progress: (done) => seen.push(done) })
    expect(seen[0]).toEqual({ stage: 'count', done: 1, total: 100_000 })
    expect(seen.at(-1)).toEqual({ stage: 'count', done: 100_000, total: 100_000 })
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(seen.length).toBeLessThan(1000)
  })

  it("keeps a refusal's code and sentence", async () => {
    const refusal = { code: 'cluster.groupsRange', values: { groups: 5, count: 3 } }
    await expect(run({ end: 'refusal' })).rejects.toMatchObject(refusal)
  })

  it('gives what went wrong otherwise as `internal` with its reason', async () => {
    await expect(run({ end: 'exception' })).rejects.toMatchObject({
      code: 'internal',
      values: { reason: 'no such row' },
    })
  })

  it('cancels work that never looks up', async () => {
    const abort = new AbortController()
    const endless = run({ end: 'endless' }, { signal: abort.signal, progress: () => abort.abort() })
    await expect(endless).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('starts nothing for who has cancelled already', async () => {
    await expect(run({ end: 'exit' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('outlives the end of the thread or process, and names its exit code', async () => {
    await expect(run({ end: 'exit' })).rejects.toThrow(/7/)
    expect((await run({ end: 'result', steps: 1, values: Float32Array.of(3) })).doubled).toEqual(Float32Array.of(6))
  })

  it('RUN-17: does work once more whose thread or process was killed, and names the second kill', async () => {
    const folder = temporaryFolder()
    expect((await run({ end: 'killed', times: 1, folder })).doubled).toEqual(Float32Array.of(2))
    expect(readdirSync(folder)).toHaveLength(2)
    await expect(run({ end: 'killed', times: Infinity, folder })).rejects.toThrow(/SIGKILL|code: 1/)
    expect(readdirSync(folder)).toHaveLength(4)
  })
})
