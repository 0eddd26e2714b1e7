import type { Duplicate } from './findDuplicates.js'
import { matrixOf, UNMOVED } from './pose.js'

/** A shape whose content is that of an earlier one, byte by byte. */
export interface ContentCopy {
  readonly shape: number
  /** The first shape of that content. */
  readonly of: number
  readonly triangles: number
}

/**
 * Duplicates among shapes of different content, and the copies of all of these. A copy of a duplicate is a duplicate of the
 * same original, for the same reason: no shape is named as the original of one when it is a duplicate itself.
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
