import type { ClusterKernel, Mode, Pointer } from './clusterKernel.js'

/** The k rows nearest to each of the rows, nearest first; see nearestInPairs of the kernel. */
export interface NearestLists {
  /** (rows * k) larger than BEYOND_ROWS where there are fewer than k rows. */
  readonly distances: Float32Array
  readonly rows: Int32Array
  /** (rows) the last distance of each list. */
  readonly limits: Float32Array
}

/** A search for the rows nearest to each row. Threads share it, and each has its own lists. */
export interface BlockSearch {
  readonly mode: Mode
  readonly blocks: Pointer
  readonly slab: number
  readonly weights: Pointer
  /** Number of blocks. */
  readonly count: number
  readonly dimension: number
  readonly k: number
  /** (2) how many blocks threads have taken, and how many are done. */
  readonly counters: Int32Array
}

/** Blocks that a thread takes at a time. */
const TAKEN = 8

/**
 * One thread's part of the search: takes blocks, from the first on, until none are left.
 *
 * @param onTake  called with the share of the pairs that is taken so far
 */
export function searchBlocks(
  kernel: ClusterKernel,
  { mode, blocks, slab, weights, count, dimension, k, counters }: BlockSearch,
  { distances, rows, limits }: NearestLists,
  onTake?: (share: number) => void,
): void {
  const pointers = [distances.byteOffset, rows.byteOffset, limits.byteOffset] as const
  for (;;) {
    const taken = Atomics.add(counters, 0, TAKEN)
    if (taken >= count) return
    onTake?.((taken / count) ** 2)
    const end = Math.min(taken + TAKEN, count)
    for (let block = taken; block < end; block++)
      kernel.nearestInPairs(mode, blocks, slab, weights, dimension, block, k, ...pointers)
    Atomics.add(counters, 1, end - taken)
    Atomics.notify(counters, 1)
  }
}

/** Makes every thread stop after the blocks that it has taken. */
export function stopSearch({ counters, count }: BlockSearch): void {
  Atomics.store(counters, 0, count)
}

/** Blocks this thread until all is done. */
export function awaitSearch({ counters, count }: BlockSearch): void {
  for (let done = Atomics.load(counters, 1); done < count; done = Atomics.load(counters, 1))
    Atomics.wait(counters, 1, done)
}
