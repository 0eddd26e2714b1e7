import type { SurfaceSample } from './surfaceSample.js'

/** One histogram of the descriptor. */
export interface ShapePart {
  readonly name: string
  readonly length: number
  /**
   * Mean L1 distance of the part's square roots between two different shapes of a real library (docs/descriptors.md):
   * dividing by it lets every part of one weight say equally much. Measured once; not a dial.
   */
  readonly spread: number
  /** Say in the whole: 1; half for what hangs on a single center or on axes that near-equal extents let flip. */
  readonly weight: 1 | 0.5
}

/** Histograms that are filled in one pass over the sample. */
export interface ShapeFamily {
  readonly parts: readonly ShapePart[]
  /** One array a part, of its length, entries 0..1. Upright families take the third coordinate as up. */
  measure(sample: SurfaceSample): readonly Float32Array[]
}
