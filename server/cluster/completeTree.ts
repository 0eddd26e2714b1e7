import { KernelMemory } from '../system/kernelMemory.js'
import { startClusterKernel } from './kernel/clusterKernel.js'
import { BLOCK } from './kernel/rowBlocks.js'
import { pairAt, pairFloats, TILE } from './pairTiles.js'
import { compactGroups, isSparse, NONE, removeGroup, singleRows } from './placedGroups.js'
import type { Report } from './report.js'
import { METRICS } from './rows/metric.js'
import type { PreparedRows } from './rows/rows.js'
import type { Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'

/**
 * The tree of complete linkage by the nearest-neighbor chain, on a matrix of all distances in single precision;
 * rounding them keeps their order. It is the tree of chainTree in a fifth of the time: the kernel computes and searches
 * four distances at a time, and the nearest neighbor that was found for a group stays valid until that neighbor is
 * joined, because with complete linkage no join brings groups nearer. Time O(count²); treeBytes tells the bytes.
 */
export function completeTree(rows: PreparedRows, report?: Report): Tree {
  const { count } = rows
  const onRow = report?.('distances', count)
  onRow?.(0)
  const memory = new KernelMemory({ shared: true })
  const kernel = startClusterKernel(memory.memory)
  const pairs = memory.float32(pairFloats(count))
  const dead = memory.float32(Math.ceil(count / TILE) * TILE)
  fillPairs(rows, memory, pairs, onRow)
  dead.fill(0, 0, count).fill(Infinity, count)
  const nearest = new Int32Array(count).fill(NONE)
  const groups = singleRows(count)
  const onMerge = report?.('merges', count - 1)
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  const chain = new Int32Array(count)
  let length = 0
  for (let merge = 0; merge < count - 1; merge++) {
    onMerge?.(merge)
    if (isSparse(groups)) {
      renameNearest(nearest, groups.alive.subarray(0, groups.left))
      compactGroups(pairs, groups, chain.subarray(0, length))
      dead.fill(0, 0, groups.left).fill(Infinity, groups.left)
    }
    const tiles = Math.ceil(groups.places / TILE)
    if (length === 0) chain[length++] = groups.alive[0]
    for (;;) {
      const last = chain[length - 1]
      const before = length > 1 ? chain[length - 2] : NONE
      if (nearest[last] === NONE) nearest[last] = kernel.nearestPlace(pairs.byteOffset, dead.byteOffset, tiles, last)
      if (before !== NONE && pairs[pairAt(last, before)] <= pairs[pairAt(last, nearest[last])]) break
      chain[length++] = nearest[last]
    }
    const [p, q] = [chain[--length], chain[--length]]
    const [kept, gone] = [Math.max(p, q), Math.min(p, q)]
    merges.a[merge] = groups.rows[kept]
    merges.b[merge] = groups.rows[gone]
    merges.heights[merge] = pairs[pairAt(kept, gone)]
    removeGroup(groups, gone)
    for (let place = 0; place < groups.places; place++)
      if (nearest[place] === kept || nearest[place] === gone) nearest[place] = NONE
    nearest[kept] = kernel.joinComplete(pairs.byteOffset, dead.byteOffset, tiles, kept, gone)
  }
  return treeOfMerges(count, merges)
}

/** Distances of all pairs of rows; never negative, 0 for equal rows. */
function fillPairs(
  { values, count, dimension, metric }: PreparedRows,
  memory: KernelMemory,
  pairs: Float32Array,
  onRow?: (done: number) => void,
): void {
  const kernel = startClusterKernel(memory.memory)
  const blocks = memory.float64(Math.ceil(count / BLOCK) * BLOCK * dimension)
  for (let row = 0, from = 0; row < count; row++) {
    let at = Math.floor(row / BLOCK) * BLOCK * dimension + (row % BLOCK)
    for (let d = 0; d < dimension; d++, at += BLOCK) blocks[at] = values[from++]
  }
  for (let block = 0; BLOCK * block < count; block++) {
    onRow?.(BLOCK * block)
    kernel.fillTiles(METRICS.indexOf(metric), blocks.byteOffset, dimension, block, pairs.byteOffset)
  }
}

/** Moves what is nearest to the places that are kept to the front, in the names that compactGroups gives. */
function renameNearest(nearest: Int32Array, kept: Int32Array): void {
  const name = new Int32Array(nearest.length).fill(NONE)
  kept.forEach((place, index) => (name[place] = index))
  kept.forEach((place, index) => (nearest[index] = nearest[place] === NONE ? NONE : name[nearest[place]]))
}
