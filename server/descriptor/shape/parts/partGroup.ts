import type { Facing } from '../sample/facing.js'
import type { Surroundings } from '../sample/surroundings.js'
import type { SurfaceSample } from '../sample/surfaceSample.js'

/** One histogram of the descriptor. */
export interface ShapePart {
  readonly name: string
  readonly length: number
  /**
   * Mean L1 distance of the part's square roots between two different shapes of a real library (docs/descriptors.md):
   * dividing by it lets every part of one weight say equally much. Measured once; not a dial.
   */
  readonly spread: number
  /**
   * Say in the whole: 1; half for what hangs on a single center or on axes that near-equal extents let flip; 2 for what
   * reads no neighborhoods' normals, there being less of it.
   */
  readonly weight: 0.5 | 1 | 2
}

/** What is known of a surface's points. */
export interface Survey {
  /** Where the up axis is known, the third coordinate points up. */
  readonly sample: SurfaceSample
  readonly facing: Facing
  readonly surroundings: Surroundings
  /** Mean distance of the points' pairs: the unit of pair distances. */
  readonly meanDistance: number
}

/** Histograms that are filled in one pass over the sample. */
export interface PartGroup {
  readonly parts: readonly ShapePart[]
  /** One array a part, of its length, entries 0..1. */
  measure(survey: Survey): readonly Float32Array[]
}
