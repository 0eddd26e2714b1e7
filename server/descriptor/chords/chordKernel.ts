import { readFileSync } from 'node:fs'
import { compiledUrl } from '../../system/projectRoot.js'

/** A byte address in the kernel's memory. */
export type Pointer = number

/** A mesh in groups, and the pictures of a lattice: see PictureCounter. */
export type PicturedSurface = readonly [
  vertices: Pointer,
  triangles: Pointer,
  triangleCount: number,
  groups: Pointer,
  views: number,
  frames: Pointer,
  stretch: number,
  columnScale: number,
  rowScale: number,
  columns: number,
  rows: number,
  starts: Pointer,
  cellStarts: Pointer,
  x: Pointer,
  y: Pointer,
  xLow: Pointer,
  yLow: Pointer,
  half: Pointer,
  outerRadius: number,
]

/** Where the kernel writes counts and doubts. */
export type PictureCounts = readonly [histograms: Pointer, doubts: Pointer, doubtsLimit: Pointer, work: Pointer]

/** Exports of assembly/pictures.ts; what each does is written there. */
export interface PictureKernel {
  groupBytes(count: number): number
  groupTriangles(vertices: Pointer, triangles: Pointer, count: number, target: Pointer): void
  facingHistogramBytes(): number
  facingWorkBytes(count: number): number
  countFacing(...given: [...PicturedSurface, nearest: Pointer, ...PictureCounts]): Pointer
  countBothSides(
    ...given: [...PicturedSurface, nearest: Pointer, farthest: Pointer, odd: Pointer, ...PictureCounts]
  ): Pointer
  takeOddChords(): number
}

/** Exports of assembly/chords.ts. */
export interface ChordKernel extends PictureKernel {
  project(
    vertices: Pointer,
    count: number,
    frame: Pointer,
    target: Pointer,
    stretch: number,
    scale: number,
    cells: number,
    margin: number,
  ): void
  clearHits(nearest: Pointer, farthest: Pointer, odd: Pointer, points: number): void
  drawTriangles(
    triangles: Pointer,
    count: number,
    projected: Pointer,
    starts: Pointer,
    cells: number,
    x: Pointer,
    y: Pointer,
    nearest: Pointer,
    farthest: Pointer,
    odd: Pointer,
  ): void
  growTree(
    vertices: Pointer,
    vertexCount: number,
    triangles: Pointer,
    count: number,
    nodes: Pointer,
    leaves: Pointer,
    sortedVertices: Pointer,
    sortedTriangles: Pointer,
    scratch: Pointer,
  ): number
  growScratchBytes(vertexCount: number, count: number): number
  traceChords(
    nodes: Pointer,
    leaves: Pointer,
    leafCount: number,
    vertices: Pointer,
    triangles: Pointer,
    frame: Pointer,
    x: Pointer,
    y: Pointer,
    points: number,
    nearest: Pointer,
    farthest: Pointer,
    odd: Pointer,
    work: Pointer,
  ): void
  traceWorkBytes(most: number): number
  collect(
    x: Pointer,
    y: Pointer,
    points: number,
    nearest: Pointer,
    farthest: Pointer,
    odd: Pointer,
    histograms: Pointer,
  ): bigint
}

/** Bytes of the compiled kernel; undefined where WebAssembly has no SIMD. */
export function loadChordKernel(): Uint8Array<ArrayBuffer> | undefined {
  const code = new Uint8Array(readFileSync(compiledUrl('server/descriptor/chords/chords.wasm')))
  return WebAssembly.validate(code) ? code : undefined
}

/** A kernel working in the given memory. */
export function instantiateChordKernel(code: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory): ChordKernel {
  const abort = (): never => {
    throw new Error('the chord kernel aborted')
  }
  return new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory, abort } })
    .exports as unknown as ChordKernel
}
