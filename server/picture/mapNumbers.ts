import * as Plot from '@observablehq/plot'

/** Distance of a number above the middle of its group, px. */
export const NUMBER_RISE = 26
/** Room for the number of a group, px. */
const [NUMBER_WIDTH, NUMBER_HEIGHT] = [24, 20]

/** A group's number and the middle of the group. */
interface Middle {
  readonly group: number
  readonly x: number
  readonly y: number
}

/**
 * The middle of each of the first `count` groups: the medians of its members along x and y, which outliers do not
 * move.
 */
export function groupMiddles(coordinates: Float32Array, groups: Int32Array, count: number): Middle[] {
  const members = Array.from({ length: count }, (): number[] => [])
  groups.forEach((group, i) => group >= 0 && group < count && members[group].push(i))
  const median = (values: Float32Array) => values.sort()[values.length >> 1]
  return members.map((own, group) => {
    const along = (side: 0 | 1) => median(Float32Array.from(own, (i) => coordinates[2 * i + side]))
    return { group, x: along(0), y: along(1) }
  })
}

/** Numbers a little above the middles, so that a group whose shapes lie in one spot stays visible. */
export const groupNumbers = (middles: readonly Middle[], options: Plot.TextOptions) =>
  Plot.text(middles, { x: 'x', y: 'y', dy: -NUMBER_RISE, text: 'group', fontSize: 17, fontWeight: 600, ...options })

/**
 * Where numbers would overlap, keeps the first, which belongs to the larger group where groups are numbered by size.
 * The legend names both.
 *
 * @param side of the plot, px
 */
export function withoutOverlap(middles: readonly Middle[], coordinates: Float32Array, side: number): Middle[] {
  const unitsPerPixel = [0, 1].map((axis) => {
    const values = coordinates.filter((_, at) => at % 2 === axis)
    const [low, high] = [
      values.reduce((a, b) => Math.min(a, b), Infinity),
      values.reduce((a, b) => Math.max(a, b), -Infinity),
    ]
    return (high - low) / side
  })
  const kept: Middle[] = []
  for (const middle of middles) {
    const isHidden = kept.some(
      ({ x, y }) =>
        Math.abs(x - middle.x) < NUMBER_WIDTH * unitsPerPixel[0] &&
        Math.abs(y - middle.y) < NUMBER_HEIGHT * unitsPerPixel[1],
    )
    if (!isHidden) kept.push(middle)
  }
  return kept
}
