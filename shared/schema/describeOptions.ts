import { z } from 'zod'

/** Points of the chords' lattice in the published definition. */
export const SPHERE_POINTS = 2000
/** Chords grow with the square: 4,000 points make 7.3 million, for which a worker keeps 300 MB. */
export const MOST_POINTS = 2 * SPHERE_POINTS

/** Below this the lattice says little about a mesh. */
export const FEWEST_POINTS = 50

/** How meshes are turned into numbers; a table of one choice can not be compared with a table of another. */
export const DescribeOptions = z.object({
  /** `chords`: the study's 128 numbers. `shape`: the richer descriptor for real meshes. */
  descriptor: z.enum(['chords', 'shape']).default('chords'),
  /** `chords` only. `box`: as published; `sphere`: turning the mesh hardly changes the numbers. */
  center: z.enum(['box', 'sphere']).default('box'),
  /** `chords` only. `hull`: of the mesh's convex hull, which overlooks dents and holes. */
  source: z.enum(['model', 'hull']).default('model'),
  /** `shape` only: the axis that points up, if all meshes agree on one. */
  up: z.enum(['none', 'y', 'z']).default('none'),
  /** `chords` only: points on the outer sphere; fewer are faster and rougher. */
  points: z.int().min(FEWEST_POINTS).max(MOST_POINTS).default(SPHERE_POINTS),
})
export type DescribeOptions = z.infer<typeof DescribeOptions>
