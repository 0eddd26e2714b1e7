import type { Likeness } from './likeness.js'
import type { Tree } from './tree.js'

/** A likeness, and the number of groups that a cut there gives. */
export interface Rung {
  readonly percent: number
  readonly groups: number
}

const PERCENTS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99]

/**
 * The numbers of groups that some likenesses give, so that a person can tell what a percentage means for this tree.
 */
export const ladderOf = ({ count, heights }: Tree, { distanceOf }: Likeness): Rung[] =>
  PERCENTS.map((percent) => {
    const height = distanceOf(percent)
    const firstAbove = heights.findIndex((each) => each > height)
    return { percent, groups: count - (firstAbove < 0 ? heights.length : firstAbove) }
  })
