import type { ChordCounts } from './chordCounts.js'
import type { ChordKernel, Pointer } from './chordKernel.js'
import { doubtfulChords } from './doubtfulChords.js'
import { EndCounts } from './endCounts.js'
import type { KernelMemory } from '../../system/kernelMemory.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { cellScale, STRETCH } from './pictureCells.js'
import { OUTER_RADIUS, sphereLattice } from './sphereLattice.js'
import { settleChords, type MeetChords } from './settleChords.js'
import { ViewLayout } from './viewLayout.js'
import { mirroredViews, type MirroredViews } from './mirroredViews.js'

/** Of 3.6 million ends at 2,000 points; some hundred are in doubt as a rule. With more, other ways are faster. */
const MOST_DOUBTS = 32_768
/** The kernel reads and writes that many lattice points beyond the last. */
const BEYOND = 3

/**
 * Counts where chords first meet an outward surface, from both ends of each: only triangles that face an end are drawn.
 *
 * That a chord first meets a triangle facing its start, and last one facing its end, is what outwardSurface proves. The
 * kernel decides in float32 with a bound on its error, then in double precision; what rounding could decide otherwise is
 * met again with all triangles, as it is without this.
 */
export class FacingCounter {
  private readonly views: MirroredViews
  private readonly placed: Record<
    'frames' | 'pictureStarts' | 'cellStarts' | 'x' | 'y' | 'xLow' | 'yLow' | 'half',
    Pointer
  >
  private readonly layout: ViewLayout

  /** Takes about 0.2 s and 43 MB for 2,000 points. */
  constructor(
    private readonly kernel: ChordKernel,
    private readonly space: KernelMemory,
    count: number,
  ) {
    const views = mirroredViews(count)
    this.layout = new ViewLayout(sphereLattice(count), views.columns, views.rows)
    this.placed = {
      frames: space.place(views.frames),
      pictureStarts: space.place(views.pictureStarts),
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
   * @param surface as outwardSurface
   * @param meeting called if any chord is in doubt; what it allocates is released by the caller, as what this allocates
   * @returns undefined where too much is in doubt
   */
  countChords(surface: NormalizedMesh, meeting: () => MeetChords): ChordCounts | undefined {
    const { kernel, space, views, placed } = this
    if (!views.isSure) return undefined
    const count = surface.triangles.length / 3
    const vertices = space.place(surface.vertices)
    const triangles = space.place(surface.triangles)
    const groups = space.allocate(kernel.groupBytes(count))
    const nearest = space.allocate(8 * (views.count + BEYOND))
    const histograms = space.allocate(kernel.facingHistogramBytes())
    const work = space.allocate(kernel.facingWorkBytes(count))
    const doubts = space.allocate(4 * (MOST_DOUBTS + views.count))
    kernel.groupTriangles(vertices, triangles, count, groups)
    const doubtsEnd = kernel.countFacing(
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
      placed.pictureStarts,
      placed.cellStarts,
      placed.x,
      placed.y,
      placed.xLow,
      placed.yLow,
      placed.half,
      OUTER_RADIUS,
      nearest,
      histograms,
      doubts,
      doubts + 4 * MOST_DOUBTS,
      work,
    )
    if (doubtsEnd > doubts + 4 * MOST_DOUBTS) return undefined
    const ends = new EndCounts(new Uint32Array(space.memory.buffer, histograms, kernel.facingHistogramBytes() / 4))
    const chords = doubtfulChords(new Uint32Array(space.memory.buffer.slice(doubts, doubtsEnd)), views)
    const oddParity = chords.size > 0 ? settleChords(chords, this.layout, meeting(), ends) : 0
    return ends.counts(views.chords, oddParity)
  }
}
