import type { Duplicate } from './findDuplicates.js'
import { matrixOf, UNMOVED } from './pose.js'

/** A shape with the same content as an earlier one, byte by byte. */
export interface ContentCopy {
  readonly shape: number
  /** The first shape with that content. */
  readonly of: number
  readonly triangles: number
}

/**
 * Adds shapes with copied content to the duplicates among shapes of different content. A copy of a duplicate is listed
 * as a duplicate of the same original, with the same evidence, because an original is never itself a duplicate.
 *
 * @returns in the order of the shapes
 */
export function withCopies(duplicates: readonly Duplicate[], copies: readonly ContentCopy[]): Duplicate[] {
  const found = new Map(duplicates.map((duplicate) => [duplicate.shape, duplicate]))
  const copied = copies.map(({ shape, of, triangles }): Duplicate => {
    const first = found.get(of)
    if (first) return { ...first, shape }
    const same = { changes: [], residual: 0, residualShare: 0, scale: 1, transform: matrixOf(UNMOVED) }
    return { shape, of, ...same, triangles: [triangles, triangles] }
  })
  return [...duplicates, ...copied].sort((a, b) => a.shape - b.shape)
}
