import { marginOf, type Found } from './searchSorted.js'

/** A sorted row, placed as if it were unsorted. */
export interface Trial {
  readonly found: Found
  /** Whether the nearest other row has the row's own class. */
  readonly isRight: boolean
}

/** @returns 0 ... MOST_SURE */
export type Confidence = (found: Found) => number

/** Confidence is shown with three digits, and 1.000 would be a certainty that no number of trials can give. */
const MOST_SURE = 0.999

/**
 * The chance that a placement is right, learned from the sorted rows: how often the nearest other row had the right
 * class, for rows with a similar margin. Rows that are alone in their class count as misses, because some shapes to
 * place belong to classes that nobody has sorted.
 *
 * Centered isotonic regression: trials are put in blocks in the order of their margins, blocks are merged until their
 * shares of right ones rise, and straight lines connect their centers. A block's share is (right + 1/2) / (all + 1),
 * so that 100 right of 100 still does not count as certain. Measured on halves of libraries: docs/learning.md.
 *
 * The trials say nothing about a shape that lies farther from its nearest neighbor than any trial that was right: it
 * may be of a kind that nobody has sorted. Its chance falls in a straight line, down to 0 at the distance `farthest`.
 *
 * @param trials at least one
 * @param farthest distance of two shapes that have nothing in common
 * @see Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002;
 *      Oron and Flournoy, "Centered isotonic regression", Statistics in Biopharmaceutical Research 9, 2017
 */
export function calibrate(trials: readonly Trial[], farthest: number): Confidence {
  const blocks: Block[] = []
  for (const block of byMargin(trials)) {
    blocks.push(block)
    for (let last = blocks.length - 1; last > 0 && shareOf(blocks[last - 1]) >= shareOf(blocks[last]); last--)
      blocks.splice(last - 1, 2, merge(blocks[last - 1], blocks[last]))
  }
  let highest = 0
  const corners = blocks.map(({ margin, right, count }) => {
    // A block that is small, and so has a lower share, after a large one must not lower the confidence.
    highest = Math.min(MOST_SURE, Math.max(highest, (right + 0.5) / (count + 1)))
    return { margin, chance: highest }
  })
  const reach = trials.reduce(
    (most, { found, isRight }) => (isRight ? Math.max(most, found.nearest.distance) : most),
    0,
  )
  return (found) => between(corners, marginOf(found)) * knownShare(found.nearest.distance, reach, farthest)
}

/** The chance that a class is known at this distance: 1 as far as right trials reach, 0 at `farthest`. */
const knownShare = (distance: number, reach: number, farthest: number): number =>
  distance <= reach ? 1 : Math.max(0, (farthest - distance) / (farthest - reach))

/**
 * Confidence where there is a single class. No trial can then fail, so only this can be told: whether a shape is as
 * near to the class as its own members are.
 *
 * @param distances  distance of each sorted row to its nearest other one
 * @returns number of members that are at least as far from their nearest one, divided by the number of members + 1
 * @see Vovk, Gammerman, Shafer, "Algorithmic learning in a random world", 2005: a conformal p-value
 */
export const belonging =
  (distances: readonly number[]): Confidence =>
  ({ nearest }) =>
    Math.min(MOST_SURE, distances.filter((distance) => distance >= nearest.distance).length / (distances.length + 1))

interface Block {
  /** Mean margin of the block. */
  readonly margin: number
  readonly right: number
  readonly count: number
}

/** Groups trials of equal margin into blocks, in the order of their margins. */
function byMargin(trials: readonly Trial[]): Block[] {
  const blocks = new Map<number, Block>()
  for (const { found, isRight } of trials) {
    const margin = marginOf(found)
    const { right, count } = blocks.get(margin) ?? { right: 0, count: 0 }
    blocks.set(margin, { margin, right: right + (isRight ? 1 : 0), count: count + 1 })
  }
  return [...blocks.values()].sort((a, b) => a.margin - b.margin)
}

const shareOf = ({ right, count }: Block): number => right / count

const merge = (a: Block, b: Block): Block => ({
  margin: (a.margin * a.count + b.margin * b.count) / (a.count + b.count),
  right: a.right + b.right,
  count: a.count + b.count,
})

interface Corner {
  readonly margin: number
  readonly chance: number
}

function between(corners: readonly Corner[], margin: number): number {
  const at = corners.findIndex((corner) => margin <= corner.margin)
  if (at === 0) return corners[0].chance
  if (at < 0) return corners[corners.length - 1].chance
  const [below, above] = [corners[at - 1], corners[at]]
  const share = (margin - below.margin) / (above.margin - below.margin)
  return below.chance + share * (above.chance - below.chance)
}
