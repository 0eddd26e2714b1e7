import { edgePartners } from './edgePartners.js'
import { isStarShaped } from './isStarShaped.js'
import { mayCrossItself } from './mayCrossItself.js'
import { surfaceParts } from './surfaceParts.js'
import { volumeWithin } from './volumeWithin.js'

export interface Surface {
  /** (3V) x y z within the unit sphere. */
  readonly vertices: Float64Array
  /** (3T) indices, three different ones each. */
  readonly triangles: Uint32Array
}

/** Smallest sure value of six times the volume within a part; a smaller one may come from rounding. */
const LEAST_VOLUME = 1e-10

/**
 * The surface with each triangle turned outward, if its winding number is surely nowhere negative.
 *
 * A chord starts where the winding number is 0, so what it crosses first then faces its start, and what it crosses last
 * faces its end. That is sure for a closed surface whose parts are each star-shaped (see isStarShaped) or cross
 * themselves nowhere (see mayCrossItself): the winding number of such a part is 1 or 0, whatever the others do.
 *
 * @param isWanted called with the surface turned outward before the proof, which takes longer; false skips it
 * @returns undefined where that is not sure, or where the surface is not wanted
 */
export function outwardSurface(
  { vertices, triangles }: Surface,
  isWanted: (turned: Surface) => boolean = () => true,
): Surface | undefined {
  if (triangles.length === 0) return undefined
  const partners = edgePartners(triangles, vertices.length / 3)
  if (partners === undefined) return undefined
  const turned = triangles.slice()
  const parts = surfaceParts(partners).map((part) => ({ part, ...volumeWithin(vertices, triangles, part) }))
  for (const { part, volume } of parts) {
    if (Math.abs(volume) < LEAST_VOLUME) return undefined
    if (volume < 0) for (const t of part) [turned[t + 1], turned[t + 2]] = [triangles[t + 2], triangles[t + 1]]
  }
  const surface = { vertices, triangles: turned }
  if (!isWanted(surface)) return undefined
  const isSure = parts.every(
    ({ part, center }) => isStarShaped(vertices, turned, part, center) || !mayCrossItself(vertices, turned, part),
  )
  return isSure ? surface : undefined
}
