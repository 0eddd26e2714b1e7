import { ownFrame, type Frame } from '../descriptor/chords/ownFrame.js'
import { aroundCenter } from './aroundCenter.js'
import type { DrawnSurface } from './drawnSurface.js'
import type { Vector } from './viewFrame.js'

/** Steps in 1 to which axes are rounded, because the order of triangles changes their last bits. */
const AXIS_STEPS = 2 ** 20
/** Each round of turns leaves only a small part of the angle that was left before it. */
const ROUNDS = 8
/** A gain below this share of the total is rounding, and decides nothing. */
const LEAST_GAIN = 1e-9
const EIGHTH_TURN = Math.SQRT1_2
/** Pairs of axes; one pair is turned in its plane at a time. */
const PAIRS = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const

/**
 * Three axes at right angles that most of a surface faces along or against: those for which area times the sum of the
 * normal's fourth powers is largest. They turn with a mesh. Things that people build stand along them, so they are the
 * same for chairs of all proportions, which principal axes are not. Where the surface has no such axes, these are its
 * principal axes.
 *
 * They are found by turning in one plane at a time, by the best angle each time (quartimax), starting from the
 * principal axes and from those turned by an eighth of a turn in each plane.
 *
 * @returns right-handed; which of the six directions comes first depends on the surface alone
 * @see Neuhaus, Wrigley, "The quartimax method", British Journal of Statistical Psychology 7, 1954
 * @see Lian, Rosin, Sun, "Rectilinearity of 3D meshes", IJCV 89, 2010
 */
export function rectilinearAxes(surface: DrawnSurface): Frame {
  const facing = fourthMoments(surface)
  const principal = ownFrame(aroundCenter(surface), surface.triangles)
  const starts = [principal, ...PAIRS.map(([i, j]) => turn(principal, i, j, EIGHTH_TURN, EIGHTH_TURN))]
  let [best, most] = [principal, 0]
  for (const start of starts) {
    const axes = alignAxes(start, facing)
    const value = axes.reduce((sum, axis) => sum + contract(facing, axis, axis, axis, axis), 0)
    if (value > most * (1 + LEAST_GAIN)) [best, most] = [axes, value]
  }
  return [roundAxis(best[0]), roundAxis(best[1]), roundAxis(best[2])]
}

const roundAxis = ([x, y, z]: Vector): Vector => [roundNumber(x), roundNumber(y), roundNumber(z)]
const roundNumber = (value: number): number => Math.round(value * AXIS_STEPS) / AXIS_STEPS

/** Turns pairs of axes until the sum of fourth powers is largest. */
function alignAxes(start: Frame, facing: Float64Array): Frame {
  let axes = start
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, j] of PAIRS) {
      const [x, y] = [axes[i], axes[j]]
      const [xx, yy] = [contract(facing, x, x, x, x), contract(facing, y, y, y, y)]
      const sine = 4 * (contract(facing, x, x, x, y) - contract(facing, x, y, y, y))
      const cosine = xx + yy - 6 * contract(facing, x, x, y, y)
      // The sum over both axes varies as the cosine of four times the angle. atan2 is avoided because it may round
      // differently on other machines.
      const length = Math.sqrt(sine * sine + cosine * cosine)
      if (!(length > LEAST_GAIN * (xx + yy))) continue
      const [halfCosine, halfSine] = halve(cosine / length, sine / length)
      axes = turn(axes, i, j, ...halve(halfCosine, halfSine))
    }
  return axes
}

/** Cosine and sine of half of an angle between -180 and 180 degrees. */
function halve(cosine: number, sine: number): [number, number] {
  const half = Math.sqrt(Math.max(0, 1 - cosine) / 2)
  return [Math.sqrt(Math.max(0, 1 + cosine) / 2), sine < 0 ? -half : half]
}

/** The axes with i and j turned in their plane. */
function turn(axes: Frame, i: number, j: number, cosine: number, sine: number): Frame {
  const blend = (a: Vector, b: Vector, share: number): Vector => [
    cosine * a[0] + share * b[0],
    cosine * a[1] + share * b[1],
    cosine * a[2] + share * b[2],
  ]
  const turned: [Vector, Vector, Vector] = [...axes]
  turned[i] = blend(axes[i], axes[j], sine)
  turned[j] = blend(axes[j], axes[i], -sine)
  return turned
}

/** (3 x 3 x 3 x 3) area times the product of four of the normal's coordinates, summed over the surface. */
function fourthMoments({ normals, areas }: DrawnSurface): Float64Array {
  const moments = new Float64Array(81)
  for (let t = 0; t < normals.length; t += 3) {
    const area = areas[t / 3]
    for (let a = 0, at = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        const two = area * normals[t + a] * normals[t + b]
        for (let c = 0; c < 3; c++) for (let d = 0; d < 3; d++) moments[at++] += two * (normals[t + c] * normals[t + d])
      }
  }
  return moments
}

function contract(moments: Float64Array, u: Vector, v: Vector, w: Vector, x: Vector): number {
  let sum = 0
  for (let a = 0, at = 0; a < 3; a++)
    for (let b = 0; b < 3; b++)
      for (let c = 0; c < 3; c++) for (let d = 0; d < 3; d++) sum += moments[at++] * (u[a] * v[b]) * (w[c] * x[d])
  return sum
}
