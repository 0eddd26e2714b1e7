import type { ChordCounts } from './chordCounts.js'
import type { ChordKernel, Pointer } from './chordKernel.js'
import { HIGHER_END, LOWER_END, type DoubtfulChords } from './doubtfulChords.js'
import { EndCounts } from './endCounts.js'
import type { KernelMemory } from '../../system/kernelMemory.js'
import { laterViews, type LaterViews } from './laterViews.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { cellScale, STRETCH } from './pictureCells.js'
import { settleChords, type MeetChords } from './settleChords.js'
import { OUTER_RADIUS, sphereLattice } from './sphereLattice.js'
import { ViewLayout } from './viewLayout.js'

/** Of 1.8 million chords at 2,000 points; some hundred are in doubt as a rule. With more, other ways are faster. */
const MOST_DOUBTS = 16_384
/** The kernel reads and writes that many lattice points beyond the last. */
const BEYOND = 3

/**
 * Counts where chords first and last meet any surface, each from its lower end: all triangles are drawn.
 *
 * As FacingCounter, the kernel decides in float32 with a bound on its error, then in double precision; what rounding could
 * decide otherwise is met again with all triangles, as it is without this.
 */
export class BothSidesCounter {
  private readonly views: LaterViews
  private readonly placed: Record<'frames' | 'starts' | 'cellStarts' | 'x' | 'y' | 'xLow' | 'yLow' | 'half', Pointer>
  private readonly layout: ViewLayout

  /** Takes about 0.2 s and 46 MB for 2,000 points. */
  constructor(
    private readonly kernel: ChordKernel,
    private readonly space: KernelMemory,
    count: number,
  ) {
    const views = laterViews(count)
    this.layout = new ViewLayout(sphereLattice(count), views.columns, views.rows)
    this.placed = {
      frames: space.place(views.frames),
      starts: space.place(views.starts),
      cellStarts: space.place(views.cellStarts),
      x: space.place(views.x),
      y: space.place(views.y),
      xLow: space.place(views.xLow),
      yLow: space.place(views.yLow),
      half: space.place(views.half),
    }
    const none = new Float32Array()
    this.views = { ...views, x: none, y: none, xLow: none, yLow: none, half: none, cellStarts: new Uint16Array() }
  }

  /**
   * The counts of countChords.
   *
   * @param meeting called if any chord is in doubt; what it allocates is released by the caller, as what this allocates
   * @returns undefined where too much is in doubt
   */
  countChords(mesh: NormalizedMesh, meeting: () => MeetChords): ChordCounts | undefined {
    const { kernel, space, views, placed } = this
    if (!views.isSure) return undefined
    const count = mesh.triangles.length / 3
    const vertices = space.place(mesh.vertices)
    const triangles = space.place(mesh.triangles)
    const groups = space.allocate(kernel.groupBytes(count))
    const nearest = space.allocate(8 * (views.count + BEYOND))
    const farthest = space.allocate(8 * (views.count + BEYOND))
    const odd = space.allocate(4 * (views.count + BEYOND))
    const histograms = space.allocate(kernel.facingHistogramBytes())
    const work = space.allocate(kernel.facingWorkBytes(count))
    const doubts = space.allocate(4 * (MOST_DOUBTS + views.count))
    kernel.groupTriangles(vertices, triangles, count, groups)
    const doubtsEnd = kernel.countBothSides(
      vertices,
      triangles,
      count,
      groups,
      views.count,
      placed.frames,
      STRETCH,
      cellScale(views.columns),
      cellScale(views.rows),
      views.columns,
      views.rows,
      placed.starts,
      placed.cellStarts,
      placed.x,
      placed.y,
      placed.xLow,
      placed.yLow,
      placed.half,
      OUTER_RADIUS,
      nearest,
      farthest,
      odd,
      histograms,
      doubts,
      doubts + 4 * MOST_DOUBTS,
      work,
    )
    if (doubtsEnd > doubts + 4 * MOST_DOUBTS) return undefined
    const ends = new EndCounts(new Uint32Array(space.memory.buffer, histograms, kernel.facingHistogramBytes() / 4))
    const sureOdd = kernel.takeOddChords()
    const chords = doubtfulPlaces(new Uint32Array(space.memory.buffer.slice(doubts, doubtsEnd)), views)
    const oddParity = chords.size > 0 ? settleChords(chords, this.layout, meeting(), ends) : 0
    return ends.counts(views.chords, sureOdd + oddParity)
  }
}

/** @param doubts (view << 16 | place of its picture), as the kernel's collectBothSides */
function doubtfulPlaces(doubts: Uint32Array, { starts, partners }: LaterViews): DoubtfulChords {
  const chords = new Map<number, Map<number, number>>()
  for (const doubt of doubts) {
    const view = doubt >>> 16
    const points = chords.get(view) ?? new Map<number, number>()
    chords.set(view, points.set(partners[starts[view] + (doubt & 0xffff)], LOWER_END | HIGHER_END))
  }
  return chords
}
