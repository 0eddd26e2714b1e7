import { growTree } from './growTree.js'
import type { Metric } from './rows/metric.js'
import type { Rows } from './rows/rows.js'
import { RowSearch } from './rowSearch.js'
import type { Tree } from './tree.js'

/** Some of the rows, and their tree. */
export interface Sample {
  /** Which rows they are, ascending. */
  readonly indices: Int32Array
  readonly rows: Rows
  readonly tree: Tree
}

/**
 * The tree of more rows than there is memory for, in two stages: an exact tree of a sample, then every other row joins its
 * nearest row of the sample, at their distance. Groups with few rows in the sample may be missed or split.
 *
 * @param onRow  called before each row with its number
 * @returns      the tree of all rows; grownFrom tells the size of the sample
 */
export function sampledTree(
  rows: Rows,
  metric: Metric,
  { indices, rows: sampled, tree }: Sample,
  onRow?: (done: number) => void,
): Tree {
  const { values, count, dimension } = rows
  const search = new RowSearch(sampled, metric)
  const a = new Int32Array(count - 1)
  const b = new Int32Array(count - 1)
  const heights = new Float64Array(count - 1)
  const below = new Int32Array(tree.heights.length) // a row of the sample below each merge
  const rowBelow = (node: number) => (node < indices.length ? indices[node] : below[node - indices.length])
  let merge = 0
  for (; merge < below.length; merge++) {
    a[merge] = below[merge] = rowBelow(tree.left[merge])
    b[merge] = rowBelow(tree.right[merge])
    heights[merge] = tree.heights[merge]
  }
  for (let row = 0, next = 0; row < count; row++) {
    onRow?.(row)
    if (indices[next] === row) next++
    else {
      const [nearest] = search.nearest(values.subarray(row * dimension, (row + 1) * dimension), 1)
      a[merge] = indices[nearest.row]
      b[merge] = row
      heights[merge++] = nearest.distance
    }
  }
  return growTree(count, { a, b, heights }, indices.length)
}

/** Some of `count` rows, each as likely as any other, ascending. @param random  numbers in [0, 1) */
export function drawSample(count: number, size: number, random: () => number): Int32Array {
  const sample = new Int32Array(size)
  for (let row = 0, taken = 0; taken < size; row++) if (random() * (count - row) < size - taken) sample[taken++] = row // selection sampling, Knuth, TAOCP 2, 3.4.2 S
  return sample
}
