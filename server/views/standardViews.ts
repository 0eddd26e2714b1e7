import type { UpAxis } from '../descriptor/shape/sample/standUpright.js'
import type { Vector, ViewFrame } from './viewFrame.js'

/** How many views a mesh gets whose up is unknown: half of an icosahedron's corners, or all. */
export type ViewCount = 6 | 12

// Engines may round sines differently, so those that decide pixels stand here.
/** Cosine and sine of 11.25 degrees: off the planes of symmetry that things made by hand have. */
const [COS_TURN, SIN_TURN] = [0.9807852804032304, 0.19509032201612828]
/** Cosine and sine of 25 degrees, the elevation. */
const [COS_RISE, SIN_RISE] = [0.9063077870366499, 0.42261826174069944]

/**
 * The views that the network sees.
 *
 * @param up `y`, `z`: four around at 25 degrees, turned by 90 degrees each. `none`: corners of an icosahedron, in the
 *           coordinates of principalFrame
 * @param count for `none` only; the 6 are the first of the 12, no two opposite
 */
export function standardViews(up: UpAxis, count: ViewCount = 12): readonly ViewFrame[] {
  if (up === 'y') return AROUND_Y
  if (up === 'z')
    return AROUND_Y.map(({ right, up, toward }) => ({ right: yToZ(right), up: yToZ(up), toward: yToZ(toward) }))
  return ICOSAHEDRON.slice(0, count)
}

/** Keeps the handedness. */
const yToZ = ([x, y, z]: Vector): Vector => [z, x, y]

const AROUND_Y = [
  [COS_TURN, SIN_TURN],
  [-SIN_TURN, COS_TURN],
  [-COS_TURN, -SIN_TURN],
  [SIN_TURN, -COS_TURN],
].map(([cos, sin]): ViewFrame => ({
  right: [cos, 0, -sin],
  up: [-SIN_RISE * sin, COS_RISE, -SIN_RISE * cos],
  toward: [COS_RISE * sin, SIN_RISE, COS_RISE * cos],
}))

const GOLDEN = (1 + Math.sqrt(5)) / 2

const ICOSAHEDRON = [1, -1].flatMap((one) =>
  [GOLDEN, -GOLDEN].flatMap((golden): ViewFrame[] => [
    lookingFrom([0, one, golden]),
    lookingFrom([one, golden, 0]),
    lookingFrom([golden, 0, one]),
  ]),
)

/** From a direction, with y up in the picture; the direction is not along y. */
export function lookingFrom(direction: Vector): ViewFrame {
  const toward = unit(direction)
  const right = unit([toward[2], 0, -toward[0]])
  const [x, y, z] = toward
  return { right, up: [y * right[2], z * right[0] - x * right[2], -y * right[0]], toward }
}

function unit([x, y, z]: Vector): Vector {
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length]
}
