import type { Linkage } from './tree.js'

/** Distance of a group of n rows to the union of two groups of nA and nB rows, by the formula of Lance and Williams. */
export type JoinedDistance = (toA: number, toB: number, between: number, nA: number, nB: number, n: number) => number

/** @see Lance and Williams, "A general theory of classificatory sorting strategies", Computer Journal 9, 1967 */
export const joinedDistance: Record<Linkage, JoinedDistance> = {
  single: (toA, toB) => (toA < toB ? toA : toB),
  complete: (toA, toB) => (toA > toB ? toA : toB),
  average: (toA, toB, _, nA, nB) => (nA * toA + nB * toB) / (nA + nB),
  ward: (toA, toB, between, nA, nB, n) => {
    const squares = (nA + n) * toA * toA + (nB + n) * toB * toB - n * between * between
    return Math.sqrt(Math.max(0, squares) / (nA + nB + n))
  },
}
