import { MAX_CHARACTERS, roomOf, shorten, type LegendLine } from './drawLegend.js'

export interface LegendGroups {
  /** Hexadecimal, by group. */
  readonly colors: readonly string[]
  /** Shapes, by group. */
  readonly sizes: readonly number[]
  /** By group; default: they have numbers only. */
  readonly names?: readonly string[] | undefined
  /** Of the whole legend, px. */
  readonly height: number
  /** What the legend says besides, a column each; it keeps its room. */
  readonly others?: readonly (readonly LegendLine[])[]
}

export interface GroupLegend {
  readonly lines: readonly LegendLine[]
  /** How many groups have a line of their own, the first ones; the last line counts the rest. */
  readonly shown: number
}

/** The legend's lines of groups: color, number, name and size of as many as there is room for. */
export function groupLegend({ colors, sizes, names, height, others = [] }: LegendGroups): GroupLegend {
  const taken = others.filter(({ length }) => length > 0).reduce((sum, { length }) => sum + length + 2, 1) // with titles
  const room = Math.max(1, roomOf(height) - taken)
  const shown = sizes.length > room ? room - 1 : sizes.length
  const lines: LegendLine[] = sizes.slice(0, shown).map((count, group) => ({
    color: colors[group],
    symbol: 'circle',
    text: named(String(group), names?.[group], `(${count})`),
  }))
  if (shown < sizes.length) lines.push({ text: `and ${sizes.length - shown} more` })
  return { lines, shown }
}

const named = (number: string, name: string | undefined, count: string): string =>
  name === undefined
    ? `group ${number} ${count}`
    : `${number} ${shorten(name, MAX_CHARACTERS - number.length - count.length - 2)} ${count}`
