import type { ChordCounts } from './chordCounts.js'
import type { PictureKernel } from './chordKernel.js'
import { doubtfulChords } from './doubtfulChords.js'
import { EndCounts } from './endCounts.js'
import type { KernelMemory } from '../../system/kernelMemory.js'
import { laterViews } from './laterViews.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { PictureCounter } from './pictureCounter.js'
import { settleChords, type MeetChords } from './settleChords.js'

/**
 * Doubts that there is room for, of 1.8 million chords at 2,000 points. Usually some hundred are in doubt; with more
 * than this, other ways are faster.
 */
const MOST_DOUBTS = 16_384

/**
 * Counts where chords first and last meet any surface, each from its lower end, by drawing all triangles. The kernel
 * decides in float32 with a bound on its error, then in double precision, as in FacingCounter. Chords that rounding
 * could decide wrongly are tested once more against all triangles, as they would be without this counter.
 *
 * As FacingCounter, the kernel decides in float32 with a bound on its error, then in double precision; what rounding
 * could decide otherwise is met again with all triangles, as it is without this.
 */
export class BothSidesCounter {
  private readonly views: PictureCounter

  /** Takes about 0.2 s and 46 MB for 2,000 points. */
  constructor(
    private readonly kernel: PictureKernel,
    space: KernelMemory,
    count: number,
  ) {
    this.views = new PictureCounter(kernel, space, laterViews(count), MOST_DOUBTS)
  }

  /**
   * The counts of countChords.
   *
   * @param meeting called if any chord is in doubt; the caller releases what it and this method allocate
   * @returns undefined where more than MOST_DOUBTS chords are in doubt
   */
  countChords(mesh: NormalizedMesh, meeting: () => MeetChords): ChordCounts | undefined {
    const { kernel, views } = this
    const [nearest, farthest, odd] = [views.allocatePlaces(8), views.allocatePlaces(8), views.allocatePlaces(4)]
    const drawn = views.draw(mesh, (pictured, counts) =>
      kernel.countBothSides(...pictured, nearest, farthest, odd, ...counts),
    )
    if (drawn === undefined) return undefined
    const ends = new EndCounts(drawn.histograms)
    const sureOdd = kernel.takeOddChords()
    const chords = doubtfulChords(drawn.doubts, views.pictures)
    const oddParity = chords.size > 0 ? settleChords(chords, views.layout, meeting(), ends) : 0
    return ends.counts(views.pictures.chords, sureOdd + oddParity)
  }
}
