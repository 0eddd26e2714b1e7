import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cutGrouping, growGrouping, isGroupingOf } from '../../server/cluster/grouping.js'
import { readTree, treePath, writeTree } from '../../server/cluster/treeFile.js'
import { adjustedRandIndex } from '../../server/metrics/adjustedRandIndex.js'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import { selectRows } from '../../server/table/splitTable.js'
import type { Table } from '../../server/table/table.js'
import { blobTable } from '../support/blobTable.js'
import { runPython, whyNoModule } from '../support/debianPython.js'

const SEED = 11
const folder = mkdtempSync(join(tmpdir(), 'shapekin-tree-'))
const blobs = blobTable(90, 6, SEED, 0.05)
const table: Table = { ...blobs, values: normalizeRows(blobs.values.slice(), blobs.dimension) }
const options = { metric: 'cosine', linkage: 'average' } as const

/** What SciPy makes of the file, without knowing anything else of ours. */
const SCIPY = `
import json, sys
import numpy
from scipy.cluster.hierarchy import dendrogram, fcluster, is_valid_linkage
tree = numpy.loadtxt(sys.argv[1], skiprows=1)
print(json.dumps({
    "valid": bool(is_valid_linkage(tree)),
    "leaves": len(dendrogram(tree, no_plot=True)["leaves"]),
    "cuts": {k: fcluster(tree, k, criterion="maxclust").tolist() for k in range(2, 12)},
}))
`

describe('a tree in a file', () => {
  it('comes back as it was written, to the last bit', async () => {
    const grouping = await growGrouping(table, options)
    const path = treePath(join(folder, 'library.tsv'))
    await writeTree(path, grouping)
    expect(await readTree(path)).toEqual(grouping)
  })

  it.skipIf(whyNoModule('scipy'))('is read by fcluster and dendrogram of SciPy, which cut it as we do', async () => {
    const grouping = await growGrouping(table, options)
    const path = treePath(join(folder, 'scipy.tsv'))
    await writeTree(path, grouping)
    const scipy = runPython<{ valid: boolean; leaves: number; cuts: Record<string, number[]> }>(SCIPY, path)
    expect(scipy).toMatchObject({ valid: true, leaves: 90 })
    for (const [groups, theirs] of Object.entries(scipy.cuts)) {
      const ours = cutGrouping(grouping, table, { groups: Number(groups) })
      expect(adjustedRandIndex(ours, theirs.map(String)), `${groups} groups`).toBe(1)
    }
  })

  it('knows whose tree it is', async () => {
    const fitted = [...table.ids.keys()].filter((row) => row % 3 > 0)
    const grouping = await growGrouping(table, options, {}, fitted)
    expect(isGroupingOf(grouping, table)).toBe(true)
    const values = table.values.slice()
    values[fitted[5] * table.dimension] += 1e-3
    expect(isGroupingOf(grouping, { ...table, values })).toBe(false)
    expect(isGroupingOf(grouping, { ...table, ids: table.ids.map((id) => `${id}x`) })).toBe(false)
    const grown = selectRows(table, [...table.ids.keys(), 0])
    expect(isGroupingOf(grouping, { ...grown, ids: [...table.ids, 'new'] })).toBe(false)
  })

  it.each(['a\tb\theight\tsize\n', 'a\tb\theight\tsize\n0\t1\tx\t2\n'])('refuses a damaged one: %j', async (text) => {
    const path = treePath(join(folder, 'damaged.tsv'))
    await writeTree(
      path,
      await growGrouping(
        { ...table, ids: ['a', 'b'], classes: ['', ''], values: table.values.slice(0, 2 * table.dimension) },
        options,
      ),
    )
    writeFileSync(path, text)
    await expect(readTree(path)).rejects.toMatchObject({ code: 'input.unreadable' })
  })
})

describe('cutGrouping', () => {
  it('gives rows that are no leaves the group of the nearest center, and leaves theirs', async () => {
    const fitted = [...table.ids.keys()].filter((row) => row % 2 === 0)
    const grouping = await growGrouping(table, options, {}, fitted)
    const labels = cutGrouping(grouping, table, { groups: 6 })
    const { dimension, values } = table
    const centers = Array.from({ length: 6 }, () => new Array<number>(dimension).fill(0))
    for (const row of fitted) for (let k = 0; k < dimension; k++) centers[labels[row]][k] += values[row * dimension + k]
    const cosine = (row: number, center: number[]) =>
      center.reduce((sum, x, k) => sum + x * values[row * dimension + k], 0) / Math.hypot(...center)
    for (let row = 1; row < labels.length; row += 2) {
      const likeness = centers.map((center) => cosine(row, center))
      expect(likeness[labels[row]], `row ${row}`).toBeCloseTo(Math.max(...likeness), 6)
    }
  })

  it('places more rows than a call can have arguments', async () => {
    const count = 200_000
    const ids = Array.from({ length: count }, (_, row) => `r${row}`)
    const values = Float32Array.from({ length: 2 * count }, (_, at) => (at % 4 === 0 || at % 4 === 3 ? 1 : 0))
    const many: Table = { ...table, ids, classes: ids.map(() => ''), dimension: 2, values }
    const grouping = await growGrouping(many, options, {}, [0, 1, 2, 3])
    const labels = cutGrouping(grouping, many, { groups: 2 })
    expect(labels).toEqual(Int32Array.from(labels, (_, row) => row % 2))
  })

  it('cuts where shapes are as alike as asked: with complete linkage no two of a group are less', async () => {
    const grouping = await growGrouping(table, { metric: 'cosine', linkage: 'complete' })
    const labels = cutGrouping(grouping, table, { percent: 50 })
    const { dimension, values } = table
    let pairs = 0
    for (let a = 0; a < labels.length; a++)
      for (let b = 0; b < a; b++) {
        if (labels[a] !== labels[b]) continue
        let cosine = 0
        for (let k = 0; k < dimension; k++) cosine += values[a * dimension + k] * values[b * dimension + k]
        expect(cosine).toBeGreaterThan(0.5 - 1e-6)
        pairs++
      }
    expect(pairs).toBeGreaterThan(0)
  })
})
