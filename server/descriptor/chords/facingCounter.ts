import { FINEST_INTERVALS, type ChordCounts } from './chordCounts.js'
import type { ChordKernel, Pointer } from './chordKernel.js'
import { distanceFromCenter, interval } from './countChords.js'
import type { KernelMemory } from '../../system/kernelMemory.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { cellScale, STRETCH } from './pictureCells.js'
import { OUTER_RADIUS, sphereLattice } from './sphereLattice.js'
import { writeViewFrame } from './viewFrame.js'
import { ViewLayout } from './viewLayout.js'
import { doubtfulChords, HIGHER_END, LOWER_END } from './doubtfulChords.js'
import { mirroredViews, type MirroredViews } from './mirroredViews.js'

/** Of 3.6 million ends at 2,000 points; some hundred are in doubt as a rule. With more, other ways are faster. */
const MOST_DOUBTS = 32_768
/** The kernel reads and writes that many lattice points beyond the last. */
const BEYOND = 3

/** Meets chords of one view, by picture coordinates, with all triangles. */
export type MeetChords = (view: number, x: Float64Array, y: Float64Array, visit: VisitChord) => void
export type VisitChord = (k: number, nearest: number, farthest: number, isOdd: boolean) => void

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
  private readonly points: Float64Array
  private readonly layout: ViewLayout

  /** Takes about 0.2 s and 43 MB for 2,000 points. */
  constructor(
    private readonly kernel: ChordKernel,
    private readonly space: KernelMemory,
    count: number,
  ) {
    const views = mirroredViews(count)
    this.points = sphereLattice(count)
    this.layout = new ViewLayout(this.points, views.columns, views.rows)
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
    const oddParity = chords.size > 0 ? this.settle(chords, meeting(), ends) : 0
    return ends.counts(views.chords, oddParity)
  }

  /** @returns chords of odd parity; all others cross the closed surface an even number of times */
  private settle(chords: Map<number, Map<number, number>>, meet: MeetChords, counts: EndCounts): number {
    const { layout } = this
    const frame = new Float64Array(9)
    let oddParity = 0
    for (const [view, partners] of chords) {
      writeViewFrame(this.points, view, frame)
      const ends = [...partners.values()]
      const points = [...partners.keys()]
      for (const point of points) layout.locate(view, point, frame)
      const [x, y] = [layout.x, layout.y].map((all) => Float64Array.from(points, (point) => all[point]))
      meet(view, x, y, (k, nearest, farthest, isOdd) => {
        const stretch = Math.sqrt(1 + x[k] ** 2 + y[k] ** 2) / 2
        const half = 1 / (2 * stretch)
        if (isOdd) oddParity++
        if (ends[k] & LOWER_END) counts.add(nearest > 0 ? stretch / nearest : undefined, half)
        if (ends[k] & HIGHER_END) counts.add(nearest > 0 ? half - stretch / farthest : undefined, half)
      })
    }
    return oddParity
  }
}

/** Histograms over the ends of chords: two a chord. */
class EndCounts {
  private readonly outer = new Uint32Array(FINEST_INTERVALS)
  private readonly concentric = new Uint32Array(FINEST_INTERVALS)
  private readonly missed = new Uint32Array(FINEST_INTERVALS)

  /** @param counted as the kernel's collectFacing: four times (concentric, outer), then four times (missed) */
  constructor(counted: Uint32Array) {
    const hits = 4 * FINEST_INTERVALS * FINEST_INTERVALS
    for (let k = 0; k < hits; k++) {
      this.outer[k % FINEST_INTERVALS] += counted[k]
      this.concentric[Math.floor(k / FINEST_INTERVALS) % FINEST_INTERVALS] += counted[k]
    }
    for (let k = hits; k < counted.length; k++) this.missed[k % FINEST_INTERVALS] += counted[k]
  }

  /** @param way from the end to the surface, undefined for a chord that misses; `half` its length, both in diameters */
  add(way: number | undefined, half: number): void {
    if (way === undefined) this.missed[interval(half)]++
    else {
      this.outer[interval(way)]++
      this.concentric[interval(distanceFromCenter(way, half))]++
    }
  }

  counts(chords: number, oddParity: number): ChordCounts {
    const { outer, concentric } = this
    const hits = outer.reduce((sum, ends) => sum + ends, 0) / 2
    return { chords, hits, oddParity, outer, missed: this.missed.map((ends) => ends / 2), concentric }
  }
}
