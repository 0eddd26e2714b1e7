import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { constrainedCut, type RowWishes } from '../../server/cluster/constrainedCut.js'
import { cutTree, numberBySize } from '../../server/cluster/cutTree.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** A tree over different points on a line, a number of groups, and wishes about its rows. */
const asked = fc
  .uniqueArray(fc.nat(10_000), { minLength: 4, maxLength: 24 })
  .chain((values) => {
    const row = fc.nat(values.length - 1)
    const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 4 })
    return fc.record({
      values: fc.constant(values),
      groups: fc.integer({ min: 1, max: values.length }),
      merges: fc.nat(values.length - 1),
      together: fc.array(rows, { maxLength: 3 }),
      apart: fc.array(fc.tuple(rows, rows), { maxLength: 3 }),
    })
  })
  .map(({ values, groups, merges, together, apart }) => {
    const rows = { values: Float32Array.from(values), count: values.length, dimension: 1 }
    const disjoint = apart.map(([a, b]): [number[], number[]] => [a, b.filter((row) => !a.includes(row))])
    const wishes: RowWishes = { together, apart: disjoint.filter(([, b]) => b.length > 0) }
    return { tree: clusterTree(rows, { metric: 'euclidean', linkage: 'average' }), groups, merges, wishes }
  })

describe('constrainedCut', () => {
  it('is a cut of the tree where nothing is wished', () => {
    fc.assert(
      fc.property(asked, ({ tree, groups }) => {
        const cut = constrainedCut(tree, { merges: tree.count - 1, groups }, { together: [], apart: [] })
        expect([...cut]).toEqual([...cutTree(tree, groups)])
      }),
    )
  })

  it('never joins what was told apart, and joins what belongs together unless that was told apart, too', () => {
    fc.assert(
      fc.property(asked, ({ tree, groups, merges, wishes }) => {
        const cut = constrainedCut(tree, { merges, groups }, wishes)
        for (const [some, others] of wishes.apart)
          for (const a of some) for (const b of others) expect(cut[a]).not.toBe(cut[b])
        const isTold = new Set(wishes.apart.flat(2))
        const reached = (rows: readonly number[]) =>
          wishes.together.filter((each) => each.some((row) => rows.includes(row)))
        for (const rows of wishes.together)
          if (![...reached(rows), ...reached(reached(rows).flat())].flat().some((row) => isTold.has(row)))
            expect(new Set(rows.map((row) => cut[row])).size).toBe(1)
      }),
    )
  })

  it('gives the groups that a scene in Blender gives by the same tree and wishes', () => {
    const cases = fc.sample(asked, { numRuns: 200, seed: 7 })
    const python = `
import json, sys
sys.path.insert(0, sys.argv[1])
from constrained_cut import Wishes, join_rows
for line in sys.stdin:
    left, right, merges, groups, together, apart = json.loads(line)
    count = len(left) + 1
    labels, _ = join_rows(left, right, [1] * count, list(range(count)), merges, groups, Wishes(together, apart))
    print(json.dumps(labels))
`
    const lines = cases.map(({ tree: { left, right }, merges, groups, wishes: { together, apart } }) =>
      JSON.stringify([[...left], [...right], merges, groups, together, apart]),
    )
    const printed = execFileSync('python3', ['-c', python, join(PROJECT_ROOT, 'blender_addon')], {
      input: lines.join('\n'),
      encoding: 'utf8',
    })
    const labels = printed.trim().split('\n')
    cases.forEach(({ tree, merges, groups, wishes }, i) => {
      const expected = numberBySize(Int32Array.from(JSON.parse(labels[i]) as number[]))
      expect([...constrainedCut(tree, { merges, groups }, wishes)]).toEqual([...expected])
    })
  })
})
