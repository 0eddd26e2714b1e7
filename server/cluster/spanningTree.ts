import { KernelMemory } from '../system/kernelMemory.js'
import { startClusterKernel } from './kernel/clusterKernel.js'
import { distanceInKernel, modeOf } from './kernel/metricInKernel.js'
import { BLOCK, RowBlocks } from './kernel/rowBlocks.js'
import { SinglePrecision } from './kernel/singlePrecision.js'
import { rowDistance } from './rows/metric.js'
import type { PreparedRows } from './rows/rows.js'
import { scaleToOne } from './rows/scaleToOne.js'
import { widestFirst } from './rows/widestFirst.js'
import type { Tree } from './tree.js'
import { treeOfMerges } from './treeOfMerges.js'
import { fillIndices } from '../system/fillIndices.js'

/** Larger than every distance in the kernel. */
const ANY = 3e38

/**
 * The tree of single linkage, without a matrix: its merges are the edges of the minimum spanning tree, shortest first.
 * Prim's algorithm: the row nearest to those reached is reached next. The kernel finds, in single precision, the rows
 * that may be nearer to the row reached last than to any reached before; their distances are then computed in double
 * precision.
 *
 * @param onRow  called before each row with the number of rows reached
 * @see          Gower and Ross, "Minimum spanning trees and single linkage cluster analysis", Applied Statistics 18,
 *   1969
 */
export function spanningTree(rows: PreparedRows, onRow?: (done: number) => void): Tree {
  const { values, count, dimension, metric } = rows
  const mode = modeOf(metric)
  const scale = scaleToOne(rows)
  const precision = new SinglePrecision(mode, dimension)
  const memory = new KernelMemory({ shared: true })
  const kernel = startClusterKernel(memory.memory)
  const order = widestFirst(rows)
  const query = new RowBlocks(memory, 1, dimension, order)
  const ahead = new RowBlocks(memory, count, dimension, order)
  const places = Math.ceil(count / BLOCK) * BLOCK
  const limits = memory.float32(places).fill(ANY)
  const found = memory.int32(places)
  /** At each place the number of a row not reached yet, the reached row nearest to it, and their distance. */
  const rowAt = fillIndices(new Int32Array(count))
  const nearest = new Int32Array(count)
  const distances = new Float64Array(count).fill(Infinity)
  for (let row = 0; row < count; row++) ahead.put(row, values, row, 1, scale)

  let left = count
  const reach = (place: number): number => {
    const row = rowAt[place]
    query.put(0, values, row, 1, scale)
    const last = --left
    ahead.put(place, values, rowAt[last], 1, scale)
    rowAt[place] = rowAt[last]
    nearest[place] = nearest[last]
    distances[place] = distances[last]
    limits[place] = limits[last]
    ahead.truncate(last)
    return row
  }
  const merges = { a: new Int32Array(count - 1), b: new Int32Array(count - 1), heights: new Float64Array(count - 1) }
  let row = reach(0)
  for (let merge = 0; merge < count - 1; merge++) {
    onRow?.(merge)
    const near = kernel.rowsWithinLimits(
      mode,
      ahead.blocks,
      ahead.slab,
      ahead.count,
      dimension,
      query.blocks,
      limits.byteOffset,
      found.byteOffset,
    )
    for (let i = 0; i < near && found[i] < left; i++) {
      const place = found[i]
      const distance = rowDistance[metric](values, rowAt[place], values, row, dimension)
      if (distance >= distances[place]) continue
      distances[place] = distance
      nearest[place] = row
      limits[place] = precision.most(distanceInKernel(distance, metric, scale))
    }
    let next = 0
    for (let place = 1; place < left; place++) if (distances[place] < distances[next]) next = place
    merges.a[merge] = nearest[next]
    merges.heights[merge] = distances[next]
    merges.b[merge] = row = reach(next)
  }
  return treeOfMerges(count, merges)
}
