import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree, cutTreeAtHeight, numberBySize } from '../../server/cluster/cutTree.js'
import { likenessOf } from '../../server/cluster/likeness.js'
import { METRICS } from '../../server/cluster/rows/metric.js'
import { LINKAGES, type Tree } from '../../server/cluster/tree.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { Random } from '../../shared/random.js'

/** What Python makes of one cut: a group for each object, then for each group its branch, objects and likeness in percent. */
interface PythonCut {
  readonly groups: number[]
  readonly branches: number[]
  readonly sizes: number[]
  readonly likeness: number[]
}

const DIMENSION = 3
const cases = METRICS.flatMap((metric, m) => LINKAGES.map((linkage, l) => ({ metric, linkage, seed: 10 * m + l }))).map(
  ({ metric, linkage, seed }) => {
    const random = new Random(seed)
    const count = [1, 2, 40, 300][seed % 4]
    // Coarse numbers: many distances are equal, some are 0.
    const values = Float32Array.from({ length: count * DIMENSION }, () => 1 + random.below(4))
    const rows = Int32Array.from({ length: 2 * count + 5 }, (_, object) =>
      object < count ? object : random.below(count + 1) - 1,
    ).sort((a, b) => ((7919 * a) % 31) - ((7919 * b) % 31))
    const tree = clusterTree({ values, count, dimension: DIMENSION }, { metric, linkage })
    const likeness = likenessOf(metric, values, DIMENSION)
    const numbers = [...new Set([1, 2, 3, 7, Math.ceil(count / 2), count].filter((groups) => groups <= count))]
    const percents = [0, 17, 50, 73, 90, 99, 100]
    const labels = [
      ...numbers.map((groups) => cutTree(tree, groups)),
      ...percents.map((percent) => cutTreeAtHeight(tree, likeness.distanceOf(percent))),
    ]
    const cuts = [...numbers.map((groups) => ({ groups })), ...percents.map((percent) => ({ percent }))]
    return { name: `${metric} ${linkage}, seed ${seed}`, tree, rows, cuts, labels, farthest: likeness.distanceOf(0) }
  },
)

/** As the server numbers groups of objects: those of their rows, by how many objects they have. */
function groupsOfObjects(groupOfRow: Int32Array, rows: Int32Array): number[] {
  const numbers = numberBySize(rows.filter((row) => row >= 0).map((row) => groupOfRow[row]))
  let grouped = 0
  return Array.from(rows, (row) => (row < 0 ? -1 : numbers[grouped++]))
}

const plain = ({ left, right, heights }: Tree) => ({ left: [...left], right: [...right], heights: [...heights] })

describe.each(await findEveryBlender())('the tree cut in Blender $version', (install) => {
  let cutsOf: PythonCut[][] = []
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-trees-'))
    const path = join(folder, 'cases.json')
    writeFileSync(
      path,
      JSON.stringify(
        cases.map(({ tree, rows, cuts, farthest }) => ({ ...plain(tree), rows: [...rows], cuts, farthest })),
      ),
    )
    const lines: string[] = []
    const script = join(PROJECT_ROOT, 'test/blender/group_tree_checks.py')
    const onLog = (line: string) => lines.push(line)
    await startHeadlessBlender(install, { args: [path], script, seconds: 100, onLog }).ended.catch(() =>
      expect.fail(lines.join('\n')),
    )
    cutsOf = lines
      .filter((line) => line.startsWith('@cuts '))
      .map((line) => JSON.parse(line.slice('@cuts '.length)) as PythonCut[])
    rmSync(folder, { recursive: true })
  }, 120_000)

  it.each(cases.map((each, index) => [each.name, each, index] as const))(
    'gives the groups that the server gives: %s',
    (_, { rows, labels }, index) => {
      expect(cutsOf[index].map((cut) => cut.groups)).toEqual(labels.map((each) => groupsOfObjects(each, rows)))
      for (const { groups, sizes } of cutsOf[index])
        expect(sizes).toEqual(sizes.map((_, group) => groups.filter((each) => each === group).length))
    },
  )

  it.each(cases.map((each, index) => [each.name, index] as const))(
    'gives K groups the first K branches, and the larger part of a group its branch: %s',
    (_, index) => {
      const cuts = [...cutsOf[index]].sort((a, b) => a.sizes.length - b.sizes.length)
      for (const [at, { groups, branches, sizes }] of cuts.entries()) {
        expect([...branches].sort((a, b) => a - b)).toEqual(branches.map((_, k) => k))
        const coarser = cuts[at - 1]
        if (coarser?.sizes.length !== sizes.length - 1) continue
        // One group fell into two: whoever lies in another branch than before lies in the smaller part.
        const moved = groups.flatMap((group, object) =>
          group >= 0 && branches[group] !== coarser.branches[coarser.groups[object]] ? [object] : [],
        )
        const part = groups[moved[0]]
        expect(moved.length).toBe(sizes[part])
        expect(moved.length).toBeLessThanOrEqual(coarser.sizes[coarser.groups[moved[0]]] / 2)
      }
    },
  )

  it.each(cases.map((each, index) => [each.name, each, index] as const))(
    'tells how alike a group is by the height at which it was joined: %s',
    (_, { tree, farthest }, index) => {
      const whole = cutsOf[index][0] // cut into 1
      const top = tree.heights.at(-1)
      expect(whole.likeness).toHaveLength(1)
      const expected = top === undefined ? 100 : 100 * Math.min(1, Math.max(0, 1 - top / farthest))
      expect(whole.likeness[0]).toBeCloseTo(expected, 9)
    },
  )
})
