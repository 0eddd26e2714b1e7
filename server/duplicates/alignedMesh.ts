import type { CheckedMesh } from '../mesh/checkMesh.js'
import { ClosestPoints } from './closestPoints.js'
import { everyOf, joined } from './points.js'
import { surfaceFrame, type SurfaceFrame } from './surfaceFrame.js'

/** A mesh prepared for being compared many times. */
export interface AlignedMesh {
  readonly mesh: CheckedMesh
  readonly frame: SurfaceFrame
  /** (3 N) vertices and middles of triangles, evenly chosen: surfaces differ most at these. */
  readonly points: Float64Array
  readonly surface: ClosestPoints
}

/** More points tell nothing new: the farthest points of two surfaces lie at vertices, and these are chosen evenly. */
const MOST_POINTS = 400

/** Prepares a mesh. @param mesh with area */
export function prepareAlignment(mesh: CheckedMesh): AlignedMesh {
  return { mesh, frame: surfaceFrame(mesh), points: choosePoints(mesh), surface: new ClosestPoints(mesh) }
}

function choosePoints({ positions, triangles }: CheckedMesh): Float64Array {
  const middles = new Float64Array(triangles.length)
  for (let t = 0; t < triangles.length; t += 3)
    for (let axis = 0; axis < 3; axis++)
      for (let k = 0; k < 3; k++) middles[t + axis] += positions[3 * triangles[t + k] + axis] / 3
  const half = MOST_POINTS / 2
  return joined(everyOf(Float64Array.from(positions), half), everyOf(middles, half))
}
