/** Axis that points up in a file; the page shows everything with z up. */
type Up = 'y' | 'z'

/** Rows of the rotation from y up to z up, x y z -> x -z y, and of its inverse. */
const TO_Z_UP = [1, 0, 0, 0, 0, -1, 0, 1, 0]
const STAY = [1, 0, 0, 0, 1, 0, 0, 0, 1]
const FROM_Z_UP = [1, 0, 0, 0, 0, 1, 0, -1, 0]

/**
 * Turns a transform between two files into one between their meshes on the page, which have z up.
 *
 * @param transform (12) the upper rows of a 4 x 4 matrix, from the coordinates of one file to those of the other
 * @returns         (12)
 */
export function pageTransform(transform: readonly number[], from: Up, to: Up): number[] {
  const turn = [0, 1, 2].flatMap((row) => transform.slice(4 * row, 4 * row + 3))
  const shift = [3, 7, 11].map((at) => transform[at])
  const there = to === 'y' ? TO_Z_UP : STAY
  const turned = multiply(multiply(there, turn), from === 'y' ? FROM_Z_UP : STAY)
  return [0, 1, 2].flatMap((row) => [
    ...turned.slice(3 * row, 3 * row + 3),
    shift.reduce((sum, value, k) => sum + there[3 * row + k] * value, 0),
  ])
}

const multiply = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: 9 }, (_, at) =>
    [0, 1, 2].reduce((sum, k) => sum + a[3 * Math.floor(at / 3) + k] * b[3 * k + (at % 3)], 0),
  )
