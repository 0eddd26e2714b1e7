import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chainTree } from '../../server/cluster/chainTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { exactTree } from '../../server/cluster/exactTree.js'
import { hclustTree } from '../../server/cluster/hclustTree.js'
import type { Metric } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import type { Linkage } from '../../server/cluster/tree.js'
import { blobRows } from './randomRows.js'

interface Case {
  name: string
  count: number
  dimension: number
  blobs: number
  seed: number
  repeat: number
}
interface ScipyTree {
  case: string
  metric: Metric
  linkage: Linkage
  /** Every so many-th height is kept. */
  step: number
  heights: number[]
  /** Number of groups -> group of each row, numbered by first row. */
  cuts: Record<string, string>
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/scipyTrees.json', import.meta.url), 'utf8')) as {
  cases: Case[]
  trees: ScipyTree[]
}

function rowsOf({ count, dimension, blobs, seed, repeat }: Case): Rows {
  const distinct = blobRows(count / repeat, dimension, blobs, seed).values
  const values = Float32Array.from({ length: count * dimension }, (_, at) => distinct[at % distinct.length])
  return { values, count, dimension }
}

/** More rows take the matrix seconds. */
const MOST_BY_MATRIX = 2000
/** More rows take ml-hclust seconds. */
const MOST_BY_LIBRARY = 300

/** Groups renamed by first row, whatever their size. */
function firstSeen(groups: Int32Array): string {
  const names = new Map<number, number>()
  return Array.from(groups, (group) => names.get(group) ?? (names.set(group, names.size), names.size - 1)).join(' ')
}

describe.each(fixture.cases)('SciPy on $name', (input) => {
  const { count } = input
  const given = rowsOf(input)

  it.each(fixture.trees.filter((tree) => tree.case === input.name))('agrees: $metric, $linkage', (scipy) => {
    const rows = prepareRows(given, scipy.metric)
    const trees = [exactTree(rows, scipy.linkage, 2)]
    if (count <= MOST_BY_MATRIX) trees.push(chainTree(rows, scipy.linkage))
    if (count <= MOST_BY_LIBRARY) trees.push(hclustTree(rows, scipy.linkage))
    for (const tree of trees) {
      const heights = tree.heights.filter((_, merge) => merge % scipy.step === 0)
      const worst = heights.reduce((most, height, i) => Math.max(most, Math.abs(height - scipy.heights[i])), 0)
      // A matrix is kept in float32: 1e-6 of the largest is what that allows.
      expect(worst).toBeLessThan(1e-6 * Math.max(1, tree.heights[count - 2]))
      for (const [groups, labels] of Object.entries(scipy.cuts))
        expect(firstSeen(cutTree(tree, Number(groups)))).toBe(labels)
    }
  })
})
