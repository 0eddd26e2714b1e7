import type { Likeness } from './likeness.js'
import type { Tree } from './tree.js'

/** How many groups a tree gives where it is cut at a likeness. */
export interface Rung {
  readonly percent: number
  readonly groups: number
}

const PERCENTS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99]

/** How many groups other likenesses give: without it a percentage is a number without a meaning. */
export const ladderOf = ({ count, heights }: Tree, { distanceOf }: Likeness): Rung[] =>
  PERCENTS.map((percent) => {
    const height = distanceOf(percent)
    const firstAbove = heights.findIndex((each) => each > height)
    return { percent, groups: count - (firstAbove < 0 ? heights.length : firstAbove) }
  })
