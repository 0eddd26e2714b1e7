import type { PictureCounts, PictureKernel, PicturedSurface, Pointer } from './chordKernel.js'
import type { KernelMemory } from '../../system/kernelMemory.js'
import { BEYOND, type LatticePictures } from './latticePictures.js'
import type { NormalizedMesh } from './normalizeMesh.js'
import { cellScale, STRETCH } from './pictureCells.js'
import { OUTER_RADIUS, sphereLattice } from './sphereLattice.js'
import { ViewLayout } from './viewLayout.js'

/** What the kernel found in the pictures of a mesh. */
interface Drawn {
  /** Histograms over ends of chords, for EndCounts. */
  readonly histograms: Uint32Array
  /** (view << 16 | place of its picture) of what the kernel left undecided. */
  readonly doubts: Uint32Array
}

/** The pictures of a lattice in the kernel's memory, and the meshes that are drawn on them. */
export class PictureCounter {
  readonly layout: ViewLayout
  /** The pictures as they were placed; only `partners` is read again here. */
  readonly pictures: Pick<LatticePictures, 'count' | 'chords' | 'starts' | 'partners' | 'isSure'>
  private readonly placed: PicturesPlaced

  /** @param mostDoubts a mesh with more doubts than this is given up */
  constructor(
    private readonly kernel: PictureKernel,
    private readonly space: KernelMemory,
    pictures: LatticePictures,
    private readonly mostDoubts: number,
  ) {
    const { count, chords, columns, rows, starts, partners, isSure } = pictures
    this.pictures = { count, chords, starts, partners, isSure }
    this.layout = new ViewLayout(sphereLattice(count), columns, rows)
    this.placed = [
      count,
      space.place(pictures.frames),
      STRETCH,
      cellScale(columns),
      cellScale(rows),
      columns,
      rows,
      space.place(starts),
      space.place(pictures.cellStarts),
      space.place(pictures.x),
      space.place(pictures.y),
      space.place(pictures.xLow),
      space.place(pictures.yLow),
      space.place(pictures.half),
      OUTER_RADIUS,
    ]
  }

  /** Allocates an array with one entry for each place of a view. */
  allocatePlaces(bytes: 4 | 8): Pointer {
    return this.space.allocate(bytes * (this.pictures.count + BEYOND))
  }

  /**
   * Draws a mesh; the caller releases what this allocates.
   *
   * @param count calls the kernel and returns the end of the doubts
   * @returns undefined where there are more than `mostDoubts` doubts
   */
  draw(
    { vertices, triangles }: NormalizedMesh,
    count: (surface: PicturedSurface, counts: PictureCounts) => Pointer,
  ): Drawn | undefined {
    const { kernel, space, mostDoubts, pictures } = this
    if (!pictures.isSure) return undefined
    const triangleCount = triangles.length / 3
    const [atVertices, atTriangles] = [space.place(vertices), space.place(triangles)]
    const groups = space.allocate(kernel.groupBytes(triangleCount))
    const histograms = space.allocate(kernel.facingHistogramBytes())
    const work = space.allocate(kernel.facingWorkBytes(triangleCount))
    const doubts = space.allocate(4 * (mostDoubts + pictures.count))
    const limit = doubts + 4 * mostDoubts
    kernel.groupTriangles(atVertices, atTriangles, triangleCount, groups)
    const end = count(
      [atVertices, atTriangles, triangleCount, groups, ...this.placed],
      [histograms, doubts, limit, work],
    )
    if (end > limit) return undefined
    const { buffer } = space.memory
    return {
      histograms: new Uint32Array(buffer, histograms, kernel.facingHistogramBytes() / 4),
      doubts: new Uint32Array(buffer.slice(doubts, end)),
    }
  }
}

type PicturesPlaced = PicturedSurface extends readonly [Pointer, Pointer, number, Pointer, ...infer Pictures]
  ? Pictures
  : never
