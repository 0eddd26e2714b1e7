import { FINEST_INTERVALS, type ChordCounts } from './chordCounts.js'
import { instantiateChordKernel, type ChordKernel, type Pointer } from './chordKernel.js'
import { cellScale, chordViews, STRETCH } from './chordViews.js'
import { fasterWay, type ChordWay } from './fasterWay.js'
import { KernelMemory } from '../../system/kernelMemory.js'
import type { NormalizedMesh } from './normalizeMesh.js'

/** Widens a triangle's cell range by more than rounding, in cells, so that only the edge tests decide. */
const CELL_MARGIN = 1e-9
/** Of a projected vertex, see assembly/drawTriangles.ts. */
const PROJECTED_BYTES = 48
/** Of a tree's node, its leaf and that leaf's vertex numbers: see assembly/boxTree.ts. */
const NODE_BYTES = 128
const LEAF_BYTES = 160
const LEAF_CORNERS_BYTES = 48
/** Two lanes of outer, outer, missed, concentric, concentric. */
const HISTOGRAMS = 10

/** A mesh in the kernel's memory. */
interface PlacedMesh {
  readonly vertices: Pointer
  readonly vertexCount: number
  readonly triangles: Pointer
  readonly triangleCount: number
}

/** Writes nearest, farthest and odd of a view. */
type MeetView = (view: number, x: Pointer, y: Pointer, points: number) => void

/** countChords in WebAssembly: the chords of one lattice, laid out in the kernel's memory, for any number of meshes. */
export class WasmChordCounter {
  private readonly space = new KernelMemory()
  private readonly kernel: ChordKernel
  private readonly chords: number
  private readonly cells: number
  private readonly viewStarts: Uint32Array
  private readonly frames: Pointer
  private readonly cellStarts: Pointer
  private readonly x: Pointer
  private readonly y: Pointer
  /** Hits of the present view, by lattice point: 1 / depth of nearest and farthest, parity. */
  private readonly nearest: Pointer
  private readonly farthest: Pointer
  private readonly odd: Pointer
  private readonly histograms: Pointer

  /** Takes about 0.25 s and 43 MB for 2,000 points. */
  constructor(
    code: Uint8Array<ArrayBuffer>,
    readonly count: number,
  ) {
    const views = chordViews(count)
    const { space } = this
    this.chords = views.chords
    this.cells = views.cells
    this.viewStarts = views.viewStarts
    this.frames = space.place(views.frames)
    this.cellStarts = space.place(views.cellStarts)
    this.x = space.place(views.x)
    this.y = space.place(views.y)
    this.nearest = space.allocate(8 * (count + 1))
    this.farthest = space.allocate(8 * (count + 1))
    this.odd = space.allocate(8 * (count + 1))
    this.histograms = space.allocate(4 * FINEST_INTERVALS * HISTOGRAMS)
    this.kernel = instantiateChordKernel(code, space.memory)
  }

  /**
   * The same counts as countChords of the same views.
   *
   * @param way default the faster; the counts are the same
   */
  countChords(mesh: NormalizedMesh, way: ChordWay = fasterWay(mesh, this.count)): ChordCounts {
    const { space } = this
    const mark = space.mark()
    try {
      const placed: PlacedMesh = {
        vertices: space.place(mesh.vertices),
        vertexCount: mesh.vertices.length / 3,
        triangles: space.place(mesh.triangles),
        triangleCount: mesh.triangles.length / 3,
      }
      return this.countViews(way === 'draw' ? this.drawing(placed) : this.tracing(placed))
    } finally {
      space.release(mark)
    }
  }

  private countViews(meetView: MeetView): ChordCounts {
    const { buffer } = this.space.memory
    const histograms = new Uint32Array(buffer, this.histograms, FINEST_INTERVALS * HISTOGRAMS).fill(0)
    let sums = 0n
    for (let view = 0; view < this.count; view++) {
      const start = this.viewStarts[view]
      const points = this.viewStarts[view + 1] - start
      if (points === 0) continue
      const [x, y] = [this.x + 8 * start, this.y + 8 * start]
      this.clearHits(buffer, points)
      meetView(view, x, y, points)
      sums += this.kernel.collect(x, y, points, this.nearest, this.farthest, this.odd, this.histograms)
    }
    return this.counts(histograms, sums)
  }

  private drawing({ vertices, vertexCount, triangles, triangleCount }: PlacedMesh): MeetView {
    const { kernel, cells, nearest, farthest, odd } = this
    const projected = this.space.allocate(PROJECTED_BYTES * vertexCount)
    const scale = cellScale(cells)
    return (view, x, y) => {
      const starts = this.cellStarts + 2 * (cells * cells + 1) * view
      kernel.project(vertices, vertexCount, this.frameOf(view), projected, STRETCH, scale, cells, CELL_MARGIN)
      kernel.drawTriangles(triangles, triangleCount, projected, starts, cells, x, y, nearest, farthest, odd)
    }
  }

  private tracing(mesh: PlacedMesh): MeetView {
    const { space, kernel, nearest, farthest, odd } = this
    const { vertexCount, triangleCount } = mesh
    // Room for the worst tree; the system gives memory only to the part that is written.
    const nodes = space.allocate(NODE_BYTES * triangleCount)
    const leaves = space.allocate(LEAF_BYTES * triangleCount)
    const triangles = space.allocate(LEAF_CORNERS_BYTES * triangleCount)
    const vertices = space.allocate(24 * vertexCount)
    const work = space.allocate(kernel.traceWorkBytes(this.count))
    const mark = space.mark()
    const scratch = space.allocate(kernel.growScratchBytes(vertexCount, triangleCount))
    kernel.growTree(
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
      kernel.traceChords(nodes, leaves, vertices, triangles, frame, x, y, points, nearest, farthest, odd, work)
    }
  }

  private frameOf(view: number): Pointer {
    return this.frames + 72 * view
  }

  private counts(histograms: Uint32Array, sums: bigint): ChordCounts {
    const sum = (...which: number[]): Uint32Array =>
      Uint32Array.from({ length: FINEST_INTERVALS }, (_, bin) =>
        which.reduce((total, k) => total + histograms[k * FINEST_INTERVALS + bin], 0),
      )
    return {
      chords: this.chords,
      hits: Number(sums & 0xffff_ffffn),
      oddParity: Number(sums >> 32n),
      outer: sum(0, 1, 5, 6),
      missed: sum(2, 7),
      concentric: sum(3, 4, 8, 9),
    }
  }

  private clearHits(buffer: ArrayBuffer, points: number): void {
    new Float64Array(buffer, this.nearest, points + 1).fill(0)
    new Float64Array(buffer, this.farthest, points + 1).fill(Infinity)
    new Float64Array(buffer, this.odd, points + 1).fill(0)
  }
}
