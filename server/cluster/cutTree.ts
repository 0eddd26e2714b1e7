import { ShapekinError } from '../../shared/errors.js'
import { findRow, joinRows, rowSets } from './rowSets.js'
import type { Tree } from './tree.js'

/**
 * Cuts a tree into a number of groups. Never clusters again: 2 ms for 32,000 rows.
 *
 * @param groups  1 ... tree.count
 * @returns       (count) group of each row; 0 is the largest group, equal sizes go by their first row
 * @throws        ShapekinError `cluster.groupsRange`
 */
export function cutTree(tree: Tree, groups: number): Int32Array {
  if (!Number.isInteger(groups) || groups < 1 || groups > tree.count)
    throw new ShapekinError('cluster.groupsRange', { groups, count: tree.count })
  return groupsAfter(tree, tree.count - groups)
}

/**
 * Cuts a tree at a distance: rows end in one group exactly where they were joined at `height` or below.
 * With complete linkage no two members of a group are farther apart than `height`.
 *
 * @returns (count) group of each row, numbered as cutTree does
 */
export function cutTreeAtHeight(tree: Tree, height: number): Int32Array {
  return groupsAfter(tree, mergesBelow(tree, height))
}

/** How many merges lie at `height` or below. */
export function mergesBelow({ heights }: Tree, height: number): number {
  let merges = 0
  while (merges < heights.length && heights[merges] <= height) merges++
  return merges
}

/** Groups that the first `merges` merges make. */
function groupsAfter({ count, left, right }: Tree, merges: number): Int32Array {
  const sets = rowSets(count)
  const member = new Int32Array(merges) // one row below each merge node
  const rowBelow = (node: number) => (node < count ? node : member[node - count])
  for (let merge = 0; merge < merges; merge++)
    [member[merge]] = joinRows(sets, rowBelow(left[merge]), rowBelow(right[merge]))
  return numberBySize(Int32Array.from({ length: count }, (_, row) => findRow(sets, row)))
}

/** Renames any (N) group names 0 ... N-1 to numbers: by size, largest first, then by first row. */
export function numberBySize(names: Int32Array): Int32Array {
  const size = new Int32Array(names.length)
  const first: number[] = [] // names in the order of their first row
  for (const name of names) if (size[name]++ === 0) first.push(name)
  first.sort((a, b) => size[b] - size[a]) // stable: of equal sizes, the earlier first row wins
  const number = new Int32Array(names.length)
  first.forEach((name, index) => (number[name] = index))
  return names.map((name) => number[name])
}
