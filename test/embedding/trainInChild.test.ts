import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../server/embedding/checkpoint.js'
import { embedTable } from '../../server/embedding/embedTable.js'
import { trainInChild } from '../../server/embedding/trainInChild.js'
import { blobTable } from '../support/blobTable.js'

const tables = { train: blobTable(60, 3, 1), valid: blobTable(60, 3, 2), test: blobTable(30, 3, 3) }

describe('trainInChild', () => {
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'shapekin-train-'))))
  afterAll(() => rm(folder, { recursive: true }))

  it('separates classes that can be separated, keeps the event loop free and reports its progress', async () => {
    const seen: number[] = []
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const { checkpoint, report } = await trainInChild(
      { ...tables, options: { epochs: 60, backends: ['wasm', 'cpu'] } },
      {
        progress: ({ done }) => {
          delay.enable() // starting a process blocks for a moment; training must not
          seen.push(done)
        },
      },
    )
    delay.disable()
    expect(report.backend).toBe('wasm')
    expect(report.test).toMatchObject({ accuracy: 1, ari: 1 })
    expect(report.test?.map).toBeGreaterThan(report.baseline.map)
    expect(seen.at(-1)).toBe(60)
    expect(delay.percentile(99) / 1e6).toBeLessThan(50)

    await saveCheckpoint(folder, checkpoint)
    expect(embedTable(await loadCheckpoint(folder), tables.test)).toEqual(embedTable(checkpoint, tables.test))
  })

  it('gives the same bytes for the same seed and others for another', async () => {
    const embed = async (seed: number) => {
      const { checkpoint } = await trainInChild({ ...tables, options: { epochs: 3, seed, backends: ['cpu'] } })
      return embedTable(checkpoint, tables.test).values
    }
    const first = await embed(7)
    expect(await embed(7)).toEqual(first)
    expect(await embed(8)).not.toEqual(first)
  })

  it('ends within a second of being cancelled', async () => {
    const abort = new AbortController()
    let abortedAt = Infinity
    const training = trainInChild(
      { ...tables, options: { epochs: 100_000 } },
      {
        signal: abort.signal,
        progress: () => {
          if (abortedAt === Infinity) abortedAt = performance.now()
          abort.abort()
        },
      },
    )
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - abortedAt).toBeLessThan(1000)
  })

  it('says why the training failed', async () => {
    const training = trainInChild({ ...tables, options: { epochs: 20, learningRate: 1e30 } })
    await expect(training).rejects.toThrow(/loss is no longer finite/)
  })

  it.skipIf(process.platform !== 'linux')('survives a crash of the child and names the signal', async () => {
    const children = () => readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')
    const before = new Set(children())
    const crash = () => {
      for (const id of children()) if (!before.has(id)) process.kill(Number(id), 'SIGSEGV')
    }
    const training = trainInChild({ ...tables, options: { epochs: 100_000 } }, { progress: crash })
    await expect(training).rejects.toThrow(/SIGSEGV/)
  })

  it.each([
    ['train.oneClass', { ...tables, train: blobTable(10, 1, 1) }],
    ['train.tooFew', { ...tables, train: blobTable(2, 2, 1) }],
    ['train.noPairs', { ...tables, train: blobTable(4, 4, 1) }],
    ['train.tablesDiffer', { ...tables, valid: { ...tables.valid, kind: 'shape' } }],
  ])('refuses with %s before it starts', async (code, input) => {
    await expect(trainInChild(input)).rejects.toMatchObject({ code })
  })
})
