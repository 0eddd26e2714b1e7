import { readFileSync } from 'node:fs'
import { KernelMemory } from '../../../system/kernelMemory.js'
import { compiledUrl } from '../../../system/projectRoot.js'

/** A byte address in the kernel's memory. */
export type Pointer = number

/** Exports of assembly/shape.ts; what each does is written there. */
interface ShapeExports {
  castWorkBytes(depth: number): number
  castRays(
    nodes: Pointer,
    leaves: Pointer,
    rays: Pointer,
    count: number,
    any: boolean,
    target: Pointer,
    work: Pointer,
  ): void
  addSoft(
    sums: Pointer,
    xs: Pointer,
    ys: Pointer,
    zs: Pointer,
    count: number,
    binsX: number,
    binsY: number,
    binsZ: number,
    perX: number,
    perY: number,
    perZ: number,
  ): void
  meetNeighbors(
    points: Pointer,
    normals: Pointer,
    sums: Pointer,
    weights: Pointer,
    count: number,
    cells: Pointer,
    starts: Pointer,
    rows: Pointer,
    rowCount: number,
    perRadius: number,
  ): void
  surfletColumns(
    columns: Pointer,
    stride: number,
    count: number,
    round: number,
    meanDistance: number,
    distances: Pointer,
    between: Pointer,
    steep: Pointer,
    level: Pointer,
  ): void
  storyColumns(
    columns: Pointer,
    stride: number,
    count: number,
    round: number,
    meanDistance: number,
    heights: Pointer,
    more: Pointer,
    less: Pointer,
    distances: Pointer,
    agree: Pointer,
    both: Pointer,
  ): void
}

export interface ShapeKernel {
  readonly exports: ShapeExports
  /** The kernel's memory. Whoever allocates from it releases what was allocated. */
  readonly space: KernelMemory
}

let loaded: { readonly kernel: ShapeKernel | undefined } | undefined

/** The kernel of this thread; undefined where WebAssembly has no SIMD. */
export function shapeKernel(): ShapeKernel | undefined {
  loaded ??= { kernel: load() }
  return loaded.kernel
}

function load(): ShapeKernel | undefined {
  const code = readFileSync(compiledUrl('server/descriptor/shape/kernel/shape.wasm'))
  if (!WebAssembly.validate(code)) return undefined
  const space = new KernelMemory()
  const abort = (): never => {
    throw new Error('the shape kernel aborted')
  }
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory: space.memory, abort } })
  return { exports: instance.exports as unknown as ShapeExports, space }
}
