import type { Vector, ViewFrame } from './viewFrame.js'

// Sines that decide pixels are written out here, because JavaScript engines may round them differently.
/** Cosine and sine of 11.25 degrees, which is off the planes of symmetry that made things have. */
const [COS_TURN, SIN_TURN] = [0.9807852804032304, 0.19509032201612828]
/** Cosine and sine of 25 degrees, the elevation. */
const [COS_RISE, SIN_RISE] = [0.9063077870366499, 0.42261826174069944]

/**
 * The views of a mesh whose up axis is known, for the network: four around it, each turned by 90 degrees, from 25
 * degrees above.
 */
export function standardViews(up: 'y' | 'z'): readonly ViewFrame[] {
  if (up === 'y') return AROUND_Y
  return AROUND_Y.map(({ right, up, toward }) => ({ right: yToZ(right), up: yToZ(up), toward: yToZ(toward) }))
}

/** Turns y up into z up; keeps the handedness. */
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

/** A view from a direction, with y up in the picture. The direction must not be along y. */
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
