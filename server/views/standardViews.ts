import type { Vector, ViewFrame } from './viewFrame.js'

// Engines may round sines differently, so those that decide pixels stand here.
/** Cosine and sine of 11.25 degrees: off the planes of symmetry that things made by hand have. */
const [COS_TURN, SIN_TURN] = [0.9807852804032304, 0.19509032201612828]
/** Cosine and sine of 25 degrees, the elevation. */
const [COS_RISE, SIN_RISE] = [0.9063077870366499, 0.42261826174069944]

/** The views that the network sees of a mesh whose up is known: four around at 25 degrees, turned by 90 degrees each. */
export function standardViews(up: 'y' | 'z'): readonly ViewFrame[] {
  if (up === 'y') return AROUND_Y
  return AROUND_Y.map(({ right, up, toward }) => ({ right: yToZ(right), up: yToZ(up), toward: yToZ(toward) }))
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
