import { FINEST_INTERVALS, type ChordCounts } from './chordCounts.js'
import { instantiateChordKernel, type ChordKernel, type PictureKernel, type Pointer } from './chordKernel.js'
import { chordViews } from './chordViews.js'
import { facesFew, mayFaceFew } from './facesFew.js'
import { BothSidesCounter } from './bothSidesCounter.js'
import { FacingCounter } from './facingCounter.js'
import type { MeetChords } from './settleChords.js'
import { outwardSurface, type Surface } from './closed/outwardSurface.js'
import { fasterWay, type ChordWay } from './fasterWay.js'
import { KernelMemory } from '../../system/kernelMemory.js'
import { inMemory, NATIVE_SPEED, type NativeKernel } from './native/nativeKernel.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { cellScale, STRETCH } from './pictureCells.js'
import { sphereLattice } from './sphereLattice.js'
import { writeViewFrame } from './viewFrame.js'

/**
 * Margin, in cells, by which a triangle's cell range is widened: more than rounding, so that only the edge tests
 * decide.
 */
const CELL_MARGIN = 1e-9
/** Bytes of a projected vertex, see assembly/drawTriangles.ts. */
const PROJECTED_BYTES = 48
/** Bytes of a BVH's node, of its leaf, and of that leaf's vertex numbers: see assembly/boxTree.ts. */
const NODE_BYTES = 128
const LEAF_BYTES = 160
const LEAF_CORNERS_BYTES = 48
/** Histograms of the kernel: outer, outer, missed, concentric, concentric for each of two lanes. */
const HISTOGRAMS = 10

/** A mesh in the kernel's memory. */
interface PlacedMesh {
  readonly vertices: Pointer
  readonly vertexCount: number
  readonly triangles: Pointer
  readonly triangleCount: number
}

/** Intersects a view's chords with the mesh and writes nearest, farthest and odd. */
type MeetView = (view: number, x: Pointer, y: Pointer, points: number) => void

/** All chords from their lower lattice points, in the kernel's memory: see ChordViews. */
interface PlacedViews {
  readonly chords: number
  readonly cells: number
  readonly viewStarts: Uint32Array
  readonly cellStarts: Pointer
  readonly x: Pointer
  readonly y: Pointer
}

/**
 * countChords in WebAssembly, for any number of meshes. The chords of the lattice are laid out in the kernel's memory
 * when a mesh first needs them. Each of three ways has a layout of its own: drawing the triangles that face a point,
 * for surfaces that are surely closed; drawing all triangles; and tracing through a BVH, for many small triangles and
 * where rounding leaves too much in doubt.
 */
export class WasmChordCounter {
  private readonly space = new KernelMemory()
  private readonly kernel: ChordKernel
  private readonly pictureKernel: PictureKernel
  private readonly drawingSpeed: number
  /** (9 * count) float64, as writeViewFrame, by view. */
  private readonly frames: Pointer
  /** Hits of the present view, by lattice point: 1 / depth of nearest and farthest, parity. */
  private readonly nearest: Pointer
  private readonly farthest: Pointer
  private readonly odd: Pointer
  private readonly histograms: Pointer
  private views: PlacedViews | undefined
  private facing: FacingCounter | undefined
  private bothSides: BothSidesCounter | undefined

  /** @param native draws on pictures in place of the WebAssembly of the same source; the counts are the same */
  constructor(
    code: Uint8Array<ArrayBuffer>,
    readonly count: number,
    native?: NativeKernel,
  ) {
    const { space } = this
    const points = sphereLattice(count)
    const frames = new Float64Array(9 * count)
    for (let view = 0; view < count; view++) writeViewFrame(points, view, frames.subarray(9 * view, 9 * view + 9))
    this.frames = space.place(frames)
    this.nearest = space.allocate(8 * (count + 1))
    this.farthest = space.allocate(8 * (count + 1))
    this.odd = space.allocate(8 * (count + 1))
    this.histograms = space.allocate(4 * FINEST_INTERVALS * HISTOGRAMS)
    this.kernel = instantiateChordKernel(code, space.memory)
    this.drawingSpeed = native ? NATIVE_SPEED : 1
    this.pictureKernel = native ? inMemory(native, space.memory) : this.kernel
  }

  /** Bytes of the kernel's memory, which never shrinks, that hold no layout: what meshes have needed. */
  get spareBytes(): number {
    return this.space.memory.buffer.byteLength - this.space.mark()
  }

  /**
   * The same counts as countChords of the same lattice.
   *
   * @param way default the fastest; every way gives the same counts
   */
  countChords(mesh: NormalizedMesh, way?: ChordWay): ChordCounts {
    const { count, drawingSpeed } = this
    const isWanted = (turned: Surface) => facesFew(turned, count, drawingSpeed)
    const surface =
      way === undefined && mayFaceFew(mesh, count, drawingSpeed) ? outwardSurface(mesh, isWanted) : undefined
    const facing = surface && this.countFacing(surface)
    if (facing) return facing
    const chosen = way ?? fasterWay(mesh, count, drawingSpeed)
    const drawn = way === undefined && chosen === 'draw' ? this.countBothSides(mesh) : undefined
    return drawn ?? this.countAll(mesh, chosen)
  }

  /**
   * Counts the chords of an outward surface by the triangles that face their ends.
   *
   * @param surface as outwardSurface
   * @returns undefined where rounding leaves too much in doubt
   */
  countFacing(surface: NormalizedMesh): ChordCounts | undefined {
    const { space } = this
    this.facing ??= new FacingCounter(this.pictureKernel, space, this.count)
    const mark = space.mark()
    try {
      return this.facing.countChords(surface, () => this.meeting(surface))
    } finally {
      space.release(mark)
    }
  }

  /**
   * Counts the chords of any surface by drawing all triangles in float32.
   *
   * @returns undefined where rounding leaves too much in doubt
   */
  countBothSides(mesh: NormalizedMesh): ChordCounts | undefined {
    const { space } = this
    this.bothSides ??= new BothSidesCounter(this.pictureKernel, space, this.count)
    const mark = space.mark()
    try {
      return this.bothSides.countChords(mesh, () => this.meeting(mesh))
    } finally {
      space.release(mark)
    }
  }

  private countAll(mesh: NormalizedMesh, way: ChordWay): ChordCounts {
    const { space } = this
    const views = (this.views ??= this.placeViews())
    const mark = space.mark()
    try {
      const placed = this.placeMesh(mesh)
      return this.countViews(views, way === 'draw' ? this.drawing(placed, views) : this.tracing(placed))
    } finally {
      space.release(mark)
    }
  }

  /** Takes about 0.2 s and 40 MB for 2,000 points. */
  private placeViews(): PlacedViews {
    const { space } = this
    const { chords, cells, viewStarts, cellStarts, x, y } = chordViews(this.count)
    return { chords, cells, viewStarts, cellStarts: space.place(cellStarts), x: space.place(x), y: space.place(y) }
  }

  private placeMesh(mesh: NormalizedMesh): PlacedMesh {
    const { space } = this
    return {
      vertices: space.place(mesh.vertices),
      vertexCount: mesh.vertices.length / 3,
      triangles: space.place(mesh.triangles),
      triangleCount: mesh.triangles.length / 3,
    }
  }

  /** Makes a function that traces single chords. */
  private meeting(mesh: NormalizedMesh): MeetChords {
    const { space, nearest, farthest, odd } = this
    const meetView = this.tracing(this.placeMesh(mesh))
    const [placedX, placedY] = [space.allocate(8 * this.count), space.allocate(8 * this.count)]
    const { buffer } = space.memory
    const at = (pointer: Pointer) => new Float64Array(buffer, pointer, this.count)
    const [toX, toY, near, far, parity] = [placedX, placedY, nearest, farthest, odd].map(at)
    return (view, x, y, visit) => {
      toX.set(x)
      toY.set(y)
      this.kernel.clearHits(nearest, farthest, odd, x.length)
      meetView(view, placedX, placedY, x.length)
      for (let k = 0; k < x.length; k++) visit(k, near[k], far[k], parity[k] !== 0)
    }
  }

  private countViews(views: PlacedViews, meetView: MeetView): ChordCounts {
    const { kernel, nearest, farthest, odd } = this
    const { buffer } = this.space.memory
    const histograms = new Uint32Array(buffer, this.histograms, FINEST_INTERVALS * HISTOGRAMS).fill(0)
    let sums = 0n
    for (let view = 0; view < this.count; view++) {
      const start = views.viewStarts[view]
      const points = views.viewStarts[view + 1] - start
      if (points === 0) continue
      const [x, y] = [views.x + 8 * start, views.y + 8 * start]
      kernel.clearHits(nearest, farthest, odd, points)
      meetView(view, x, y, points)
      sums += kernel.collect(x, y, points, nearest, farthest, odd, this.histograms)
    }
    return this.counts(views.chords, histograms, sums)
  }

  private drawing({ vertices, vertexCount, triangles, triangleCount }: PlacedMesh, views: PlacedViews): MeetView {
    const { kernel, nearest, farthest, odd } = this
    const { cells } = views
    const projected = this.space.allocate(PROJECTED_BYTES * vertexCount)
    const scale = cellScale(cells)
    return (view, x, y) => {
      const starts = views.cellStarts + 2 * (cells * cells + 1) * view
      kernel.project(vertices, vertexCount, this.frameOf(view), projected, STRETCH, scale, cells, CELL_MARGIN)
      kernel.drawTriangles(triangles, triangleCount, projected, starts, cells, x, y, nearest, farthest, odd)
    }
  }

  private tracing(mesh: PlacedMesh): MeetView {
    const { space, kernel, nearest, farthest, odd } = this
    const { vertexCount, triangleCount } = mesh
    // Room for the largest possible tree; the system gives memory only to the part that is written.
    const nodes = space.allocate(NODE_BYTES * triangleCount)
    const leaves = space.allocate(LEAF_BYTES * triangleCount)
    const triangles = space.allocate(LEAF_CORNERS_BYTES * triangleCount)
    const vertices = space.allocate(24 * vertexCount)
    const work = space.allocate(kernel.traceWorkBytes(this.count))
    const mark = space.mark()
    const scratch = space.allocate(kernel.growScratchBytes(vertexCount, triangleCount))
    const leafCount = kernel.growTree(
      mesh.vertices,
      vertexCount,
      mesh.triangles,
      triangleCount,
      nodes,
      leaves,
      vertices,
      triangles,
      scratch,
    )
    space.release(mark)
    return (view, x, y, points) => {
      const frame = this.frameOf(view)
      const tree = [nodes, leaves, leafCount, vertices, triangles] as const
      kernel.traceChords(...tree, frame, x, y, points, nearest, farthest, odd, work)
    }
  }

  private frameOf(view: number): Pointer {
    return this.frames + 72 * view
  }

  private counts(chords: number, histograms: Uint32Array, sums: bigint): ChordCounts {
    const sum = (...which: number[]): Uint32Array =>
      Uint32Array.from({ length: FINEST_INTERVALS }, (_, bin) =>
        which.reduce((total, k) => total + histograms[k * FINEST_INTERVALS + bin], 0),
      )
    return {
      chords,
      hits: Number(sums & 0xffff_ffffn),
      oddParity: Number(sums >> 32n),
      outer: sum(0, 1, 5, 6),
      missed: sum(2, 7),
      concentric: sum(3, 4, 8, 9),
    }
  }
}
