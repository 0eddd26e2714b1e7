import { MAX_CHARACTERS, roomOf, shorten, type LegendLine } from './drawLegend.js'

export interface LegendGroups {
  /** Hexadecimal color by group. */
  readonly colors: readonly string[]
  /** Number of shapes by group. */
  readonly sizes: readonly number[]
  /** Name by group; default: numbers only. */
  readonly names?: readonly string[] | undefined
  /** Height of the whole legend, px. */
  readonly height: number
  /** Other columns of the legend, whose room is kept. */
  readonly others?: readonly (readonly LegendLine[])[]
}

export interface GroupLegend {
  readonly lines: readonly LegendLine[]
  /** How many groups, from the first on, have a line of their own; the last line counts the rest. */
  readonly shown: number
}

/** The legend's lines for groups, with color, number, name and size, for as many groups as fit. */
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
