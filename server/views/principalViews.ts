import { ownFrame, type Frame } from '../descriptor/chords/ownFrame.js'
import type { DrawnSurface } from './drawnSurface.js'
import type { Vector, ViewFrame } from './viewFrame.js'

/** The order of triangles moves last bits of the axes, which rounding to this part of 1 takes away. */
const AXIS_STEPS = 2 ** 20

/**
 * Views that turn with a surface: `views` are in the coordinates of its principal axes, with the longest upright and the
 * middle one toward the eye of a view from the front. Each axis points to where the surface reaches farther.
 */
export function principalViews(surface: DrawnSurface, views: readonly ViewFrame[]): ViewFrame[] {
  const [longest, middle, shortest] = principalAxes(surface)
  const turn = ([x, y, z]: Vector): Vector => [
    x * shortest[0] + y * longest[0] + z * middle[0],
    x * shortest[1] + y * longest[1] + z * middle[1],
    x * shortest[2] + y * longest[2] + z * middle[2],
  ]
  return views.map(({ right, up, toward }) => ({ right: turn(right), up: turn(up), toward: turn(toward) }))
}

function principalAxes({ vertices, triangles }: DrawnSurface): Frame {
  const center = areaCenter(vertices, triangles)
  const around = vertices.map((value, i) => value - center[i % 3])
  const round = ([x, y, z]: Vector): Vector => [roundAxis(x), roundAxis(y), roundAxis(z)]
  const [first, second, third] = ownFrame(around, triangles)
  return [round(first), round(second), round(third)]
}

const roundAxis = (value: number): number => Math.round(value * AXIS_STEPS) / AXIS_STEPS

/** The surface's center of gravity; 0 where it has no area. */
function areaCenter(vertices: Float64Array, triangles: Uint32Array): Vector {
  const sum = [0, 0, 0]
  let total = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const area = doubleArea(vertices, a, b, c)
    total += area
    for (let k = 0; k < 3; k++) sum[k] += (area * (vertices[a + k] + vertices[b + k] + vertices[c + k])) / 3
  }
  return total > 0 ? [sum[0] / total, sum[1] / total, sum[2] / total] : [0, 0, 0]
}

function doubleArea(at: Float64Array, a: number, b: number, c: number): number {
  const [ux, uy, uz] = [at[b] - at[a], at[b + 1] - at[a + 1], at[b + 2] - at[a + 2]]
  const [vx, vy, vz] = [at[c] - at[a], at[c + 1] - at[a + 1], at[c + 2] - at[a + 2]]
  const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  return Math.sqrt(x * x + y * y + z * z)
}
