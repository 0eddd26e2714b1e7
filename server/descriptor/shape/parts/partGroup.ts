import type { Facing } from '../sample/facing.js'
import type { Surroundings } from '../sample/surroundings.js'
import type { SurfaceSample } from '../sample/surfaceSample.js'

/** One histogram of the descriptor. */
export interface ShapePart {
  readonly name: string
  readonly length: number
  /**
   * Mean L1 distance of the part's square roots between two different shapes of a real library (docs/descriptors.md).
   * Each part is divided by it, so that parts of the same weight count equally. Measured once; not a setting.
   */
  readonly spread: number
  /**
   * Weight of the part in the sum: 1 for most parts; 0.5 for a part that depends on a single center, or on axes that
   * swap where extents are nearly equal; 2 for a part that does not use the normals of neighborhoods, because there are
   * fewer of these.
   */
  readonly weight: 0.5 | 1 | 2
}

/** What is known of a surface's points. */
export interface Survey {
  /** The third coordinate points up, where the up axis is known. */
  readonly sample: SurfaceSample
  readonly facing: Facing
  readonly surroundings: Surroundings
  /** Mean distance between the points of all pairs; pair distances are measured in it. */
  readonly meanDistance: number
}

/** Histograms that are filled in one pass over the sample. */
export interface PartGroup {
  readonly parts: readonly ShapePart[]
  /** One array for each part, of the part's length, with entries 0..1. */
  measure(survey: Survey): readonly Float32Array[]
}
