import { assignedMeans } from './assignedMeans.js'
import { assignRows } from './assignRows.js'
import { cutTree, mergesBelow } from './cutTree.js'
import { drawSample } from './drawSample.js'
import type { MeanLinkage, StartGroups } from './meanGroups.js'
import { meansTree } from './meansTree.js'
import { MergeList } from './mergeList.js'
import type { Report } from './report.js'
import type { Metric } from './rows/metric.js'
import { pickRows } from './rows/pickRows.js'
import { prepareRows } from './rows/prepareRows.js'
import type { PreparedRows, Rows } from './rows/rows.js'
import type { Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'
import { fillIndices } from '../system/fillIndices.js'

/** Groups of a part: their tree takes some 0.1 s. With fewer, more near groups lie in different parts. */
const PART_GROUPS = 4000
/** A part that holds more is cut, as where very many rows are the same. */
const MOST_IN_PART = 3 * PART_GROUPS
/** At most so many times fewer groups by one parting: the next one draws other borders. */
const SHRINK = 3
/** Of the groups that the first parting leaves, so that their means take no more than 0.4 GB beside the rows. */
const MOST_NUMBERS = 2 ** 25

export interface PartedOptions {
  /** Groups that are left to the last, exact tree; 2 at least. */
  readonly top: number
  /** For the last tree. */
  readonly threads: number
  /** Numbers in [0, 1). */
  readonly random: () => number
  readonly report?: Report | undefined
}

/** The groups that have been made so far. */
interface Level {
  readonly count: number
  /** (count) a row of each group. */
  readonly rowOf: Int32Array
  /** Where the groups lie, to part them. */
  readonly places: Rows
  readonly placeMetric: Metric
  /** Some of the groups, to make their tree. */
  pick(groups: Int32Array): { readonly rows: PreparedRows; readonly start?: StartGroups }
}

/** Some of a level's groups, and their tree. */
interface Part {
  readonly groups: Int32Array
  readonly tree: Tree
}

/**
 * The tree of more rows than there is time for one by one. The groups are parted by the nearest of some that are drawn,
 * each part grows its exact tree, and the lowest merges of all parts are made; then what is left is parted anew, so
 * that neighbors that a border had kept from each other meet. The last groups are joined exactly, by the means, sizes
 * and spreads of all their rows.
 *
 * @returns the tree of all rows; grownFrom tells how many groups were left to the last tree
 * @see     Guha, Rastogi, Shim, "CURE: an efficient clustering algorithm for large databases", SIGMOD 1998, which parts
 *          rows and joins them within each part first, too
 */
export function partedTree(
  rows: Rows,
  metric: Metric,
  linkage: MeanLinkage,
  { top, threads, random, report }: PartedOptions,
): Tree {
  const merges = new MergeList(rows.count)
  const groupOfRow = fillIndices(new Int32Array(rows.count))
  let level = singleRows(rows, metric)
  while (level.count > top) {
    const target = Math.max(top, Math.floor(Math.min(level.count / SHRINK, MOST_NUMBERS / rows.dimension)))
    const parted = partGroups(level, random, report)
    const onGroup = report?.('parts', level.count)
    let done = 0
    const parts = parted.map((groups): Part => {
      onGroup?.(done)
      done += groups.length
      const { rows: own, start } = level.pick(groups)
      return { groups, tree: meansTree(own, linkage, 1, undefined, start) }
    })
    const { group, count } = joinLowest(parts, level, target, merges)
    groupOfRow.forEach((old, row) => (groupOfRow[row] = group[old]))
    level = groupsOfRows(rows, metric, groupOfRow, count)
  }
  const { rows: means, start } = level.pick(fillIndices(new Int32Array(level.count)))
  merges.addTree(meansTree(means, linkage, threads, report, start), level.rowOf)
  return treeOfMerges(rows.count, merges, level.count)
}

const singleRows = (rows: Rows, metric: Metric): Level => ({
  count: rows.count,
  rowOf: fillIndices(new Int32Array(rows.count)),
  places: rows,
  placeMetric: metric,
  pick: (groups) => ({ rows: prepareRows(pickRows(rows, groups), metric) }),
})

function groupsOfRows(rows: Rows, metric: Metric, groupOfRow: Int32Array, count: number): Level {
  const { means, start } = assignedMeans(rows, metric, groupOfRow, count)
  const { dimension } = means
  const rowOf = new Int32Array(count)
  for (let row = rows.count - 1; row >= 0; row--) rowOf[groupOfRow[row]] = row
  return {
    count,
    rowOf,
    places: { values: Float32Array.from(means.values), count, dimension },
    placeMetric: 'euclidean', // a mean may be 0, which has no cosine
    pick(groups) {
      const values = new Float64Array(groups.length * dimension)
      groups.forEach((group, at) =>
        values.set(means.values.subarray(group * dimension, (group + 1) * dimension), at * dimension),
      )
      return {
        rows: { values, count: groups.length, dimension, metric },
        start: {
          sizes: groups.map((group) => start.sizes[group]),
          spreads: Float64Array.from(groups, (group) => start.spreads[group]),
        },
      }
    },
  }
}

/**
 * Parts a level: each group goes with the nearest of some that are drawn.
 *
 * @returns the groups of each part, ascending
 */
function partGroups({ count, places, placeMetric }: Level, random: () => number, report?: Report): Int32Array[] {
  const drawn = drawSample(count, Math.ceil(count / PART_GROUPS), random)
  const { nearest } = assignRows(places, placeMetric, pickRows(places, drawn), drawn, report?.('assign', count))
  const parts = Array.from(drawn, (): number[] => [])
  nearest.forEach((part, group) => parts[part].push(group))
  return parts.flatMap((part) => {
    const pieces = Math.ceil(part.length / MOST_IN_PART)
    const size = Math.ceil(part.length / pieces)
    return Array.from({ length: pieces }, (_, piece) => Int32Array.from(part.slice(piece * size, (piece + 1) * size)))
  })
}

/**
 * Makes the lowest merges of all parts' trees, so that some `target` groups are left.
 *
 * @param merges  they are added to it
 * @returns       (level.count) number of the group that each is in afterwards, and how many there are
 */
function joinLowest(parts: readonly Part[], level: Level, target: number, merges: MergeList) {
  const heights = new Float64Array(level.count - parts.length)
  let filled = 0
  for (const { tree } of parts) {
    heights.set(tree.heights, filled)
    filled += tree.heights.length
  }
  heights.sort()
  const highest = heights[Math.min(heights.length, level.count - target) - 1]
  const group = new Int32Array(level.count)
  let count = 0
  for (const { groups, tree } of parts) {
    const made = mergesBelow(tree, highest)
    merges.addTree(
      tree,
      groups.map((each) => level.rowOf[each]),
      made,
    )
    const own = cutTree(tree, tree.count - made)
    groups.forEach((each, at) => (group[each] = count + own[at]))
    count += tree.count - made
  }
  return { group, count }
}
