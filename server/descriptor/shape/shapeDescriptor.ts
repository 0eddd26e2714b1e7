import type { CheckedMesh } from '../../mesh/checkMesh.js'
import { centerRelations } from './parts/centerRelations.js'
import { softFacing } from './sample/facing.js'
import { meanPairDistance } from './sample/pairs.js'
import { principalAxes } from './parts/principalAxes.js'
import type { PartGroup, ShapePart, Survey } from './parts/partGroup.js'
import { shelter } from './parts/shelter.js'
import { sheetBody } from './flat/sheetBody.js'
import { sheetPlane, type SheetPlane } from './flat/sheetPlane.js'
import { standUpright, type UpAxis } from './sample/standUpright.js'
import { sampleSurface } from './sample/surfaceSample.js'
import { surfletPairs } from './parts/surfletPairs.js'
import { lookAround } from './sample/surroundings.js'
import { uprightHarmonics } from './parts/uprightHarmonics.js'
import { uprightPairs } from './parts/uprightPairs.js'
import { uprightPoints } from './parts/uprightPoints.js'

export type { UpAxis }

/**
 * In widths (see SheetPlane). A body at least as thick as this is described as it is. The thinnest things of Kenney's
 * 2,130 objects that are not quite flat, roads, are 0.014 thick.
 */
const THINNEST_BODY = 0.01
const THICKEST_SHEET = 0.005
/** In lengths of the sheet. A narrower sheet is a line, which has no outline. */
const NARROWEST = 1e-5

/** Twice as many points change no retrieval figure by more than 0.3 points. */
const SAMPLE_POINTS = 4096

const TURN_FREE: readonly PartGroup[] = [surfletPairs, centerRelations, principalAxes, shelter]
const UPRIGHT: readonly PartGroup[] = [uprightPoints, uprightPairs, uprightHarmonics]

const partGroupsOf = (up: UpAxis): readonly PartGroup[] => (up === 'none' ? TURN_FREE : [...TURN_FREE, ...UPRIGHT])

/** The histograms of a descriptor in their order. */
export const shapeParts = (up: UpAxis): readonly ShapePart[] => partGroupsOf(up).flatMap(({ parts }) => parts)

/** Numbers of a descriptor: 602 without an up axis, 2,222 with one. */
export const shapeLength = (up: UpAxis): number => shapeParts(up).reduce((sum, { length }) => sum + length, 0)

/**
 * The richer descriptor for real meshes: histograms of where a surface lies and how it faces. Two descriptions are
 * compared by L1 distance.
 *
 * Moving, scaling, mirroring and flipping faces change the numbers only by sampling noise. So does turning: in any
 * direction with `up` none, else around the up axis. Normals are means over neighborhoods, because other triangles for
 * the same shape change these less than they change facets. Square roots make small shares count (Hellinger's
 * distance). Each part is divided by its mean distance over a real library, so that all parts count equally and two
 * unlike shapes are about 1 apart. docs/descriptors.md says what each part is worth.
 *
 * A sheet, which has one normal everywhere, is described as a board with its outline (see sheetBody). The description
 * of a nearly flat mesh is between its own and that of its board.
 *
 * @param up the axis that points up in all meshes to be compared; `y` and `z` give comparable numbers
 * @returns shapeLength(up) float32, all at least 0
 * @throws ShapekinError `mesh.noArea` where all triangles are lines
 */
export function shapeDescriptor(mesh: CheckedMesh, up: UpAxis): Float32Array {
  const plane = sheetPlane(mesh)
  const flatness = flatnessOf(plane)
  if (flatness === 0) return describeBody(mesh, up)
  const board = describeBody(sheetBody(mesh, plane), up)
  if (flatness === 1) return board
  return describeBody(mesh, up).map((value, i) => value + flatness * (board[i] - value))
}

/** 1 for a sheet, 0 for a body, in between for a nearly flat mesh. */
function flatnessOf({ thickness, width, length }: SheetPlane): number {
  if (!(width > NARROWEST * length)) return 0
  return Math.min(1, Math.max(0, (THINNEST_BODY - thickness / width) / (THINNEST_BODY - THICKEST_SHEET)))
}

function describeBody(mesh: CheckedMesh, up: UpAxis): Float32Array {
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
