import { readFileSync } from 'node:fs'
import { compiledUrl } from '../../system/projectRoot.js'

/** A byte address in the kernel's memory. */
export type Pointer = number

/** What the kernel takes for the distance of two rows; numbers as in assembly/rows.ts, where each is explained. */
export const MODE = { squares: 0, absolutes: 1, spread: 2, ward: 3 } as const
export type Mode = (typeof MODE)[keyof typeof MODE]

/** Exports of assembly/cluster.ts; what each does is written there. */
export interface ClusterKernel {
  nearestToRow(
    mode: Mode,
    blocks: Pointer,
    slab: number,
    weights: Pointer,
    count: number,
    dimension: number,
    query: Pointer,
    weight: number,
    self: number,
    k: number,
    distances: Pointer,
    rows: Pointer,
  ): void
  nearestInPairs(
    mode: Mode,
    blocks: Pointer,
    slab: number,
    weights: Pointer,
    dimension: number,
    self: number,
    k: number,
    distances: Pointer,
    rows: Pointer,
    limits: Pointer,
  ): void
  mergeLists(
    rowCount: number,
    k: number,
    distances: Pointer,
    rows: Pointer,
    otherDistances: Pointer,
    otherRows: Pointer,
  ): void
  rowsWithin(
    mode: Mode,
    blocks: Pointer,
    slab: number,
    weights: Pointer,
    count: number,
    dimension: number,
    query: Pointer,
    weight: number,
    limit: number,
    rows: Pointer,
    capacity: number,
  ): number
  rowsWithinLimits(
    mode: Mode,
    blocks: Pointer,
    slab: number,
    count: number,
    dimension: number,
    query: Pointer,
    limits: Pointer,
    rows: Pointer,
  ): number
  pairsWithin(
    mode: Mode,
    blocks: Pointer,
    slab: number,
    dimension: number,
    self: number,
    end: number,
    limit: number,
    pairs: Pointer,
    capacity: number,
  ): number
  fillTiles(metric: number, blocks: Pointer, dimension: number, i: number, pairs: Pointer): void
  nearestPlace(pairs: Pointer, dead: Pointer, tiles: number, place: number): number
  joinComplete(pairs: Pointer, dead: Pointer, tiles: number, kept: number, gone: number): number
}

let compiled: WebAssembly.Module | undefined

/** The kernel's code, compiled once a thread; other threads can be handed it. */
export function clusterModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(readFileSync(compiledUrl('server/cluster/kernel/cluster.wasm')))
  return compiled
}

/** A kernel working in the given memory, which threads may share. */
export function startClusterKernel(memory: WebAssembly.Memory, module = clusterModule()): ClusterKernel {
  const abort = (): never => {
    throw new Error('the kernel of trees aborted')
  }
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as ClusterKernel
}
