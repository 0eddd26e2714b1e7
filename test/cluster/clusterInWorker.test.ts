import { describe, expect, it } from 'vitest'
import { clusterInWorker } from '../../server/cluster/clusterInWorker.js'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { blobRows } from './randomRows.js'

describe('clusterInWorker', () => {
  it('gives the tree of clusterTree and reports how far it is', async () => {
    const values = blobRows(3000, 8, 5, 4)
    const stages = new Set<string>()
    const tree = await clusterInWorker(values, {}, { progress: ({ stage }) => stages.add(stage) })
    expect(tree).toEqual(clusterTree(values))
    expect(stages).toContain('distances')
  })

  it('passes refusals on with their code', async () => {
    const refused = clusterInWorker({ values: Float32Array.of(1, NaN), count: 1, dimension: 2 })
    await expect(refused).rejects.toMatchObject({ code: 'cluster.nonFinite', values: { row: 1 } })
  })

  it('ends the work when it is cancelled: nothing is joined after the first row is searched', async () => {
    const abort = new AbortController()
    const stages: string[] = []
    const running = clusterInWorker(
      blobRows(60_000, 32, 5, 4),
      { linkage: 'average' },
      {
        signal: abort.signal,
        progress: ({ stage }) => {
          stages.push(stage)
          abort.abort()
        },
      },
    )
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(new Set(stages)).toEqual(new Set(['neighbors']))
  })
})
