import { isClosed } from './isClosed.js'
import { starSide } from './starSide.js'
import { surfaceParts } from './surfaceParts.js'

export interface Surface {
  /** (3V) x y z within the unit sphere. */
  readonly vertices: Float64Array
  /** (3T) indices, three different ones each. */
  readonly triangles: Uint32Array
}

/**
 * The surface with each triangle turned outward, if it is sure to wind nowhere a negative number of times.
 *
 * A chord starts where the winding number is 0, so what it crosses first then faces its start, and what it crosses last
 * faces its end. Sure is a closed surface whose parts are each seen from within all around, see starSide: such a part
 * winds once or not at all, whatever the others do.
 *
 * @returns undefined where that is not sure
 */
export function outwardSurface({ vertices, triangles }: Surface): Surface | undefined {
  const vertexCount = vertices.length / 3
  if (triangles.length === 0 || !isClosed(triangles, vertexCount)) return undefined
  const outward = triangles.slice()
  for (const part of surfaceParts(triangles, vertexCount)) {
    const side = starSide(vertices, triangles, part)
    if (side === 0) return undefined
    if (side < 0) for (const t of part) [outward[t + 1], outward[t + 2]] = [triangles[t + 2], triangles[t + 1]]
  }
  return { vertices, triangles: outward }
}
