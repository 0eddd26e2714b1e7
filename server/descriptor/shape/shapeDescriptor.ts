import type { CheckedMesh } from '../../mesh/checkMesh.js'
import { centerRelations } from './parts/centerRelations.js'
import { softFacing } from './sample/facing.js'
import { meanPairDistance } from './sample/pairs.js'
import { principalAxes } from './parts/principalAxes.js'
import type { PartGroup, ShapePart, Survey } from './parts/partGroup.js'
import { shelter } from './parts/shelter.js'
import { standUpright, type UpAxis } from './sample/standUpright.js'
import { sampleSurface } from './sample/surfaceSample.js'
import { surfletPairs } from './parts/surfletPairs.js'
import { lookAround } from './sample/surroundings.js'
import { uprightHarmonics } from './parts/uprightHarmonics.js'
import { uprightPairs } from './parts/uprightPairs.js'
import { uprightPoints } from './parts/uprightPoints.js'

export type { UpAxis }

/** Twice as many change no retrieval figure by more than 0.3 points. */
const SAMPLE_POINTS = 4096

const TURN_FREE: readonly PartGroup[] = [surfletPairs, centerRelations, principalAxes, shelter]
const UPRIGHT: readonly PartGroup[] = [uprightPoints, uprightPairs, uprightHarmonics]

const partGroupsOf = (up: UpAxis): readonly PartGroup[] => (up === 'none' ? TURN_FREE : [...TURN_FREE, ...UPRIGHT])

/** The histograms of a descriptor in their order. */
export const shapeParts = (up: UpAxis): readonly ShapePart[] => partGroupsOf(up).flatMap(({ parts }) => parts)

/** Numbers of a descriptor: 602 without an up axis, 2,222 with one. */
export const shapeLength = (up: UpAxis): number => shapeParts(up).reduce((sum, { length }) => sum + length, 0)

/**
 * The richer descriptor for real meshes: histograms of where a surface lies and faces, compared by L1 as they stand.
 *
 * Moving, scaling, mirroring and turning over faces change nothing but sampling noise, and so does turning: any way
 * with `up` none, around that axis otherwise. Normals are means over neighborhoods, which other triangles for the same
 * shape change less than facets. Square roots make small shares count (Hellinger's distance), and each part is divided
 * by its mean distance over a real library, so that all say equally much and two unlike shapes are about 1 apart.
 * docs/descriptors.md has what each part is worth.
 *
 * @param up the axis that points up in all meshes to be compared; `y` and `z` give comparable numbers
 * @returns shapeLength(up) float32, all at least 0
 * @throws ShapekinError `mesh.noArea` where all triangles are lines
 */
export function shapeDescriptor(mesh: CheckedMesh, up: UpAxis): Float32Array {
  const seen = sampleSurface(mesh, SAMPLE_POINTS)
  const surroundings = lookAround(seen)
  const sample = up === 'none' ? seen : standUpright(seen, up)
  const survey: Survey = { sample, facing: softFacing(sample), surroundings, meanDistance: meanPairDistance(sample) }
  const whole = shapeParts(up).reduce((sum, { weight }) => sum + weight, 0)
  const descriptor = new Float32Array(shapeLength(up))
  let at = 0
  for (const group of partGroupsOf(up))
    group.measure(survey).forEach((histogram, index) => {
      const { weight, spread } = group.parts[index]
      const scale = weight / (whole * spread)
      for (const share of histogram) descriptor[at++] = scale * Math.sqrt(share)
    })
  return descriptor
}
