import type { Facing } from './facing.js'
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
  /**
   * Say in the whole: 1; half for what hangs on a single center or on axes that near-equal extents let flip; 2 for what
   * there is once, where the others are there sharp and soft.
   */
  readonly weight: 0.5 | 1 | 2
}

/** By the facets as they are, or by their neighborhoods; see Facing. */
export type Sharpness = 'sharp' | 'soft'

/** Histograms that are filled in one pass over the sample. */
export interface ShapeFamily {
  readonly parts: readonly ShapePart[]
  /** One array a part, of its length, entries 0..1. Upright families take the third coordinate as up. */
  measure(sample: SurfaceSample, facing: Readonly<Record<Sharpness, Facing>>): readonly Float32Array[]
}

/** Histograms that read how the surface faces; they are there twice, sharp and soft. */
export interface FacingFamily {
  readonly parts: readonly FacingPart[]
  measure(sample: SurfaceSample, facing: Facing): readonly Float32Array[]
}

export interface FacingPart extends Omit<ShapePart, 'spread'> {
  readonly spread: Readonly<Record<Sharpness, number>>
}

/** One of the two of a family. */
export const sharpened = (family: FacingFamily, sharpness: Sharpness): ShapeFamily => ({
  parts: family.parts.map((part) => ({ ...part, name: `${part.name} ${sharpness}`, spread: part.spread[sharpness] })),
  measure: (sample, facing) => family.measure(sample, facing[sharpness]),
})
