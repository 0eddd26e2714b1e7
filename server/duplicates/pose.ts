import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { determinant, IDENTITY, multiply } from './matrix3.js'

/** A similarity: point -> scale · turn · point + shift. */
export interface Pose {
  /** (9) rows of an orthogonal matrix; its determinant is -1 where the pose mirrors. */
  readonly turn: Float64Array
  /** > 0. */
  readonly scale: number
  readonly shift: readonly number[]
}

/** The pose that changes nothing. */
export const UNMOVED: Pose = { turn: IDENTITY, scale: 1, shift: [0, 0, 0] }

/** (12) the rows of scale · turn, each with its shift at the end: the upper rows of a 4 x 4 matrix. */
export const matrixOf = ({ turn, scale, shift }: Pose): number[] =>
  shift.flatMap((moved, row) => [...[0, 1, 2].map((column) => scale * turn[3 * row + column]), moved])

/** The pose that applies `first`, then the other. */
export function joinPoses(first: Pose, second: Pose): Pose {
  return {
    turn: multiply(second.turn, first.turn),
    scale: second.scale * first.scale,
    shift: [...applyPose(second, Float64Array.from(first.shift))],
  }
}

/** Applies a pose. @param points (3 N); @returns (3 N) */
export function applyPose({ turn, scale, shift }: Pose, points: Float64Array): Float64Array {
  const moved = new Float64Array(points.length)
  for (let i = 0; i < points.length; i += 3)
    for (let row = 0; row < 3; row++)
      moved[i + row] =
        scale * (turn[3 * row] * points[i] + turn[3 * row + 1] * points[i + 1] + turn[3 * row + 2] * points[i + 2]) +
        shift[row]
  return moved
}

/** Whether a pose mirrors. */
export const isMirrored = ({ turn }: Pose): boolean => determinant(turn) < 0

/**
 * Angle of the turn in degrees, 0 ... 180. For a pose that mirrors, the angle of its turn around the normal of the
 * mirror plane.
 */
export function angleOf(pose: Pose): number {
  const trace = pose.turn[0] + pose.turn[4] + pose.turn[8]
  const cosine = (isMirrored(pose) ? trace + 1 : trace - 1) / 2
  return (180 / Math.PI) * Math.acos(Math.min(1, Math.max(-1, cosine)))
}

/**
 * The pose that brings points nearest to their targets by least squares.
 *
 * S. Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 13(4), 1991.
 *
 * @param points    (3 N), N >= 3 and not all in one place
 * @param targets   (3 N)
 * @param mirrored  whether the pose has to mirror
 */
export function fitPose(points: Float64Array, targets: Float64Array, mirrored: boolean): Pose {
  const count = points.length / 3
  const [from, to] = [points, targets].map(meanOf)
  const products = new Float64Array(9)
  let squared = 0
  for (let i = 0; i < points.length; i += 3)
    for (let a = 0; a < 3; a++) {
      squared += (points[i + a] - from[a]) ** 2 / count
      for (let b = 0; b < 3; b++) products[3 * a + b] += ((targets[i + a] - to[a]) * (points[i + b] - from[b])) / count
    }
  const parts = new SingularValueDecomposition(Matrix.from1DArray(3, 3, products), { autoTranspose: true })
  const [u, v] = [parts.leftSingularVectors, parts.rightSingularVectors]
  const isReflected = determinant(numbersOf(u)) * determinant(numbersOf(v)) < 0
  const hand = isReflected !== mirrored ? -1 : 1
  const signs = [1, 1, hand]
  const turn = Float64Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3), i % 3]
    return signs.reduce((sum, sign, k) => sum + sign * u.get(row, k) * v.get(column, k), 0)
  })
  const scale = parts.diagonal.reduce((sum, value, k) => sum + signs[k] * value, 0) / squared
  const turned = applyPose({ turn, scale, shift: [0, 0, 0] }, Float64Array.from(from))
  return { turn, scale, shift: to.map((value, axis) => value - turned[axis]) }
}

function meanOf(points: Float64Array): number[] {
  const mean = [0, 0, 0]
  for (let i = 0; i < points.length; i++) mean[i % 3] += (3 * points[i]) / points.length
  return mean
}

const numbersOf = (m: Matrix): Float64Array => Float64Array.from(m.to1DArray())
