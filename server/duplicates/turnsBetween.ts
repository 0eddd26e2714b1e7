import { multiply } from './matrix3.js'

/** Shares of the squared radius that differ by less than this leave the axes between them undetermined. */
const SAME_SPREAD = 0.01
/** Degrees between the turns that are tried around an axis where the two axes across it are undetermined. */
const TURN_STEP = 15

/** Whether two of the shares are too near to tell the axes apart. */
export const isRound = ([first, second, third]: readonly number[]): boolean =>
  first - second < SAME_SPREAD || second - third < SAME_SPREAD

/**
 * (9) each: the turns that may lay the principal axes of two equal meshes on each other, without mirroring. Where two
 * shares are the same, they include turns around the third axis in steps. Where all three are the same, other
 * turns may fit, too: see landmarkTurns.
 */
export function turnsBetween(spread: readonly number[]): Float64Array[] {
  const [first, second, third] = spread
  const flips = [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]].map(diagonal) // prettier-ignore
  if (!isRound(spread)) return flips
  return around(first - second < second - third ? 2 : 0).flatMap((turn) => flips.map((flip) => multiply(turn, flip)))
}

function around(axis: 0 | 2): Float64Array[] {
  return Array.from({ length: 180 / TURN_STEP }, (_, step) => {
    const angle = (step * TURN_STEP * Math.PI) / 180
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    return Float64Array.from(axis === 2 ? [c, -s, 0, s, c, 0, 0, 0, 1] : [1, 0, 0, 0, c, -s, 0, s, c])
  })
}

const diagonal = ([x, y, z]: readonly number[]): Float64Array => Float64Array.of(x, 0, 0, 0, y, 0, 0, 0, z)
