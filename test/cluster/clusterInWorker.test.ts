import { describe, expect, it } from 'vitest'
import { clusterInWorker } from '../../server/cluster/clusterInWorker.js'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { blobRows } from './randomRows.js'

describe('clusterInWorker', () => {
  it('gives the tree of clusterTree and reports how far it is', async () => {
    const values = blobRows(3000, 8, 5, 4)
    const stages = new Set<string>()
    const tree = await clusterInWorker(values, 3000, 8, {}, { progress: ({ stage }) => stages.add(stage) })
    expect(tree).toEqual(clusterTree(values, 3000, 8))
    expect(stages).toContain('distances')
  })

  it('passes refusals on with their code', async () => {
    const refused = clusterInWorker(Float32Array.of(1, NaN), 1, 2)
    await expect(refused).rejects.toMatchObject({ code: 'cluster.nonFinite', values: { row: 1 } })
  })

  it('answers a cancellation at once, though the tree would take seconds more', async () => {
    const abort = new AbortController()
    const running = clusterInWorker(blobRows(12_000, 8, 5, 4), 12_000, 8, {}, { signal: abort.signal })
    let cancelledAt = Infinity
    setTimeout(() => {
      cancelledAt = performance.now()
      abort.abort()
    }, 300)
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - cancelledAt).toBeLessThan(1000)
  })
})
