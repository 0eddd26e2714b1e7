import { Worker } from 'node:worker_threads'
import type { KernelMemory } from '../../system/kernelMemory.js'
import { compiledUrl } from '../../system/projectRoot.js'
import { clusterModule, type ClusterKernel, type Mode } from './clusterKernel.js'
import { BLOCK, type RowBlocks } from './rowBlocks.js'
import { awaitSearch, searchBlocks, stopSearch, type NearestLists } from './searchBlocks.js'
import type { SearchTask } from './searchWorker.js'

/** The largest float32: the distance at a place of a list that holds no row yet. */
const NO_DISTANCE = (2 - 2 ** -23) * 2 ** 127

/** Multiplications from which on another thread is worth the 30 ms that it takes to start. */
const THREADS_FROM = 5e8

/**
 * Finds the k rows nearest to each row, on several threads where that pays. Blocks until all are found.
 *
 * @param memory   memory to work in; what is taken from it is given back
 * @param k        as listLength gives it
 * @param lists    filled
 * @param threads  at most, this one included
 * @param onTake   called often with the share that is done, 0 to 1; an error that it throws ends the search
 */
export function nearestOfAll(
  kernel: ClusterKernel,
  memory: KernelMemory,
  mode: Mode,
  rows: RowBlocks,
  k: number,
  lists: NearestLists,
  threads: number,
  onTake?: (share: number) => void,
): void {
  const { blocks, slab, weights, count, dimension } = rows
  const rowCount = BLOCK * count
  const mark = memory.mark()
  // In memory of its own, which no later search takes: a thread that starts after the end must find all blocks taken.
  const counters = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  const search = { mode, blocks, slab, weights, count, dimension, k, counters }
  const helpers = (rowCount * rowCount * dimension) / 2 < THREADS_FROM ? 0 : threads - 1
  const helpersLists = Array.from({ length: helpers }, () => placeLists(memory, rowCount, k))
  for (const each of [lists, ...helpersLists]) clearLists(each)
  for (const own of helpersLists) startHelper({ memory: memory.memory, module: clusterModule(), search, lists: own })
  try {
    searchBlocks(kernel, search, lists, onTake)
  } catch (cause) {
    stopSearch(search)
    throw cause
  }
  awaitSearch(search)
  const own = [lists.distances.byteOffset, lists.rows.byteOffset] as const
  for (const { distances, rows } of helpersLists)
    kernel.mergeLists(rowCount, k, ...own, distances.byteOffset, rows.byteOffset)
  memory.release(mark)
}

/** The shortest list of the kernel that holds k rows: it works on four at a time. */
export const listLength = (k: number): number => 4 * Math.ceil(k / 4)

/** @param k  as listLength gives it */
export const placeLists = (memory: KernelMemory, rowCount: number, k: number): NearestLists => ({
  distances: memory.float32(rowCount * k),
  rows: memory.int32(rowCount * k),
  limits: memory.float32(rowCount),
})

function clearLists({ distances, rows, limits }: NearestLists): void {
  distances.fill(NO_DISTANCE)
  rows.fill(-1)
  limits.fill(NO_DISTANCE)
}

/** A thread that takes blocks as soon as it has started; the search does not wait for that. */
function startHelper(task: SearchTask): void {
  const helper = new Worker(compiledUrl('server/cluster/kernel/searchWorker.js'), { workerData: task, execArgv: [] })
  helper.on('error', () => undefined) // It has taken no block then, and the other threads take them all.
  helper.unref()
}
