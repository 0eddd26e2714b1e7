import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { embedTable } from '../../server/checkpoint/embedTable.js'
import { loadTensorflow } from '../../server/system/loadTensorflow.js'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { trainInChild } from '../../server/training/trainInChild.js'
import { cutGroups } from '../../server/metrics/evaluate.js'
import { blobTable } from '../support/blobTable.js'
import { BACKENDS } from '../../shared/schema/trainOptions.js'

const tables = { train: blobTable(60, 3, 1), valid: blobTable(60, 3, 2), test: blobTable(30, 3, 3) }

const hasNative = await loadTensorflow(['tensorflow']).then(
  () => true,
  () => false,
)

/** Processes that this one started; none where there is no /proc. */
const children = (): string[] =>
  process.platform === 'linux'
    ? readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    : []

describe('trainInChild', () => {
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'shapekin-train-'))))
  afterAll(() => rm(folder, { recursive: true }))

  it('separates classes that can be separated and reports its progress and curves', async () => {
    const seen: number[] = []
    const told: EpochFigures[] = []
    const { checkpoint, report, epochs } = await trainInChild(
      { ...tables, options: { epochs: 60, backends: ['wasm', 'cpu'] } },
      {
        progress: (progress) => {
          seen.push(progress.done)
          told.push(...(progress.epochs ?? []))
        },
      },
    )
    expect(report.backend).toBe('wasm')
    expect(report.test).toMatchObject({ accuracy: 1, ari: 1 })
    expect(report.test?.map).toBeGreaterThan(report.baseline.map ?? 1)
    expect(seen.at(-1)).toBe(60)
    expect(told).toEqual(epochs) // none is lost between two words of progress
    expect(epochs.at(-1)?.validAccuracy).toBe(1)
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    const best = epochs[report.bestEpoch - 1]
    expect(best.validLoss).toBe(Math.min(...epochs.map(({ validLoss = Infinity }) => validLoss)))

    await saveCheckpoint(join(folder, 'checkpoint'), checkpoint)
    expect(embedTable(await loadCheckpoint(join(folder, 'checkpoint')), tables.test)).toEqual(
      embedTable(checkpoint, tables.test),
    )
  })

  it('leaves the event loop to others: it turns thousands of times between two reports of progress', async () => {
    const abort = new AbortController()
    let [reports, turns] = [0, 0]
    const training = trainInChild(
      { ...tables, options: { epochs: 100_000, backends: ['cpu'] } },
      { signal: abort.signal, progress: () => void (reports++ === 5 && abort.abort()) },
    ).catch((error: unknown) => error)
    while (!abort.signal.aborted) {
      await setImmediate()
      if (reports > 0) turns++
    }
    expect(await training).toMatchObject({ code: 'cancelled' })
    // Trained in this process, it would turn once a report.
    expect(turns).toBeGreaterThan(100 * reports)
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

  it('takes the child with it when cancelled', async () => {
    const abort = new AbortController()
    const before = new Set(children())
    let trained: string[] = []
    const training = trainInChild(
      { ...tables, options: { epochs: 100_000, backends: ['cpu'] } },
      {
        signal: abort.signal,
        progress: () => {
          trained = children().filter((id) => !before.has(id))
          abort.abort()
        },
      },
    )
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
    if (process.platform === 'linux') expect(trained).toHaveLength(1)
    expect(children()).not.toEqual(expect.arrayContaining(trained.length > 0 ? trained : ['none']))
  })

  it('gives the same groups on every backend', async () => {
    const found = new Map<string, Int32Array>()
    for (const backend of BACKENDS) {
      if (backend === 'tensorflow' && !hasNative) continue
      const { checkpoint, report } = await trainInChild({
        ...tables,
        options: { epochs: 60, seed: 5, backends: [backend] },
      })
      expect(report.backend).toBe(backend)
      found.set(backend, cutGroups(embedTable(checkpoint, tables.test), 3))
    }
    expect(found.size).toBe(hasNative ? 3 : 2)
    for (const groups of found.values()) expect(groups).toEqual(found.get('cpu'))
  })

  it('says why the training failed', async () => {
    const training = trainInChild({ ...tables, options: { epochs: 20, learningRate: 1e30 } })
    await expect(training).rejects.toThrow(/loss is no longer finite/)
  })

  it.skipIf(process.platform !== 'linux')('survives a crash of the child and names the signal', async () => {
    const before = new Set(children())
    const crash = () => {
      for (const id of children()) if (!before.has(id)) process.kill(Number(id), 'SIGKILL')
    }
    const training = trainInChild({ ...tables, options: { epochs: 100_000 } }, { progress: crash })
    await expect(training).rejects.toThrow(/SIGKILL/)
    expect((await trainInChild({ ...tables, options: { epochs: 2, backends: ['cpu'] } })).report.epochs).toBe(2)
  })

  it.each([
    ['train.oneClass', { ...tables, train: blobTable(10, 1, 1) }],
    ['train.tooFew', { ...tables, train: blobTable(2, 2, 1) }],
    ['train.noPairs', { ...tables, train: blobTable(4, 4, 1) }],
    [
      'train.tablesDiffer',
      { ...tables, valid: { ...tables.valid, descriptor: { kind: 'foreign', numbers: 'embedding' } as const } },
    ],
  ])('refuses with %s before it starts', async (code, input) => {
    await expect(trainInChild(input)).rejects.toMatchObject({ code })
  })
})
