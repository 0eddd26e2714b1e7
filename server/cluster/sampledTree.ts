import { growTree } from './growTree.js'
import { nearestRow } from './nearestRows.js'
import type { Metric } from './metric.js'
import type { Tree } from './tree.js'

/**
 * The tree of more rows than there is memory for, in two stages: an exact tree of a sample, then every other row joins its
 * nearest row of the sample, at their distance. Groups with few rows in the sample may be missed or split.
 *
 * @param rows      (count * dimension) from prepareRows
 * @param sample    rows that were clustered, ascending
 * @param sampled   their values
 * @param tree      their tree
 * @param onRow     called before each row with its number
 * @returns         the tree of all rows; grownFrom tells the size of the sample
 */
export function sampledTree(
  rows: Float64Array,
  count: number,
  dimension: number,
  metric: Metric,
  sample: Int32Array,
  sampled: Float64Array,
  tree: Tree,
  onRow?: (done: number) => void,
): Tree {
  const a = new Int32Array(count - 1)
  const b = new Int32Array(count - 1)
  const heights = new Float64Array(count - 1)
  const below = new Int32Array(tree.heights.length) // a row of the sample below each merge
  const rowBelow = (node: number) => (node < sample.length ? sample[node] : below[node - sample.length])
  let merge = 0
  for (; merge < below.length; merge++) {
    a[merge] = below[merge] = rowBelow(tree.left[merge])
    b[merge] = rowBelow(tree.right[merge])
    heights[merge] = tree.heights[merge]
  }
  for (let row = 0, next = 0; row < count; row++) {
    onRow?.(row)
    if (sample[next] === row) next++
    else {
      const nearest = nearestRow(sampled, sample.length, dimension, rows, row, metric)
      a[merge] = sample[nearest.row]
      b[merge] = row
      heights[merge++] = nearest.distance
    }
  }
  return growTree(count, { a, b, heights }, sample.length)
}

/** Some of `count` rows, each as likely as any other, ascending. @param random  numbers in [0, 1) */
export function drawSample(count: number, size: number, random: () => number): Int32Array {
  const sample = new Int32Array(size)
  for (let row = 0, taken = 0; taken < size; row++) if (random() * (count - row) < size - taken) sample[taken++] = row // selection sampling, Knuth, TAOCP 2, 3.4.2 S
  return sample
}
