import { checkMesh } from '../../mesh/checkMesh.js'
import type { Mesh } from '../../mesh/mesh.js'
import { centerRelations } from './centerRelations.js'
import { sharpFacing, softFacing } from './facing.js'
import { principalAxes } from './principalAxes.js'
import { sharpened, type FacingFamily, type ShapeFamily, type ShapePart } from './shapeFamily.js'
import { standUpright, type UpAxis } from './standUpright.js'
import { sampleSurface } from './surfaceSample.js'
import { surfletPairs } from './surfletPairs.js'
import { uprightHarmonics } from './uprightHarmonics.js'
import { uprightPairs } from './uprightPairs.js'
import { uprightPoints } from './uprightPoints.js'

export type { UpAxis }

/** Twice as many change no retrieval figure by more than 0.3 points. */
const SAMPLE_POINTS = 2048

const TURN_FREE: readonly FacingFamily[] = [surfletPairs, centerRelations, principalAxes]
const UPRIGHT: readonly FacingFamily[] = [uprightPoints, uprightPairs]

function familiesOf(up: UpAxis): readonly ShapeFamily[] {
  const facing = up === 'none' ? TURN_FREE : [...TURN_FREE, ...UPRIGHT]
  const twice = (['sharp', 'soft'] as const).flatMap((kind) => facing.map((family) => sharpened(family, kind)))
  return up === 'none' ? twice : [...twice, uprightHarmonics]
}

/** The histograms of a descriptor in their order. */
export const shapeParts = (up: UpAxis): readonly ShapePart[] => familiesOf(up).flatMap(({ parts }) => parts)

/** Numbers of a descriptor: 1,076 without an up axis, 2,636 with one. */
export const shapeLength = (up: UpAxis): number => shapeParts(up).reduce((sum, { length }) => sum + length, 0)

/**
 * The richer descriptor for real meshes: histograms of where a surface lies and faces, compared by L1 as they stand.
 *
 * Moving, scaling, mirroring and turning over faces change nothing but sampling noise, and so does turning: any way
 * with `up` none, around that axis otherwise. Histograms of normals are there twice: by the facets, and by their
 * neighborhoods, which other triangles for the same shape change less. Square roots make small shares count
 * (Hellinger's distance), and each part is divided by its mean distance over a real library, so that all say equally
 * much and two unlike shapes are about 1 apart. docs/descriptors.md has what each part is worth.
 *
 * @param up the axis that points up in all meshes to be compared; `y` and `z` give comparable numbers
 * @returns shapeLength(up) float32, all at least 0
 * @throws ShapekinError as checkMesh, and `mesh.noArea` where all triangles are lines
 */
export function shapeDescriptor(mesh: Mesh, up: UpAxis): Float32Array {
  checkMesh(mesh)
  const sample = sampleSurface(mesh, SAMPLE_POINTS)
  const upright = up === 'none' ? sample : standUpright(sample, up)
  const facing = { sharp: sharpFacing(upright), soft: softFacing(upright) }
  const families = familiesOf(up)
  const whole = shapeParts(up).reduce((sum, { weight }) => sum + weight, 0)
  const descriptor = new Float32Array(shapeLength(up))
  let at = 0
  for (const family of families)
    family.measure(upright, facing).forEach((histogram, index) => {
      const { weight, spread } = family.parts[index]
      const scale = weight / (whole * spread)
      for (const share of histogram) descriptor[at++] = scale * Math.sqrt(share)
    })
  return descriptor
}
