import { interpolateViridis } from 'd3-scale-chromatic'
import { GROUP_COLORS } from '../../shared/groupColors.js'
import { groupName } from '../../shared/groupName.js'
import type { ShownMeasures, ShownShapes } from '../../shared/schema/shownShapes.js'

/** The ways to color points that all shapes have. */
const COLORINGS = {
  group: 'Group',
  class: 'Class',
  split: 'Part of the data',
  likeness: 'Likeness to the typical shape',
} as const

/**
 * The ways to color these shapes, with titles; without those that are the same for all shapes. A measure is named by
 * its title.
 */
export function colorings({ classes, splits }: ShownShapes, measures: ShownMeasures): Record<string, string> {
  const { class: byClass, split, ...others } = COLORINGS
  return {
    ...others,
    ...(classes.every((name) => name === classes[0]) ? {} : { class: byClass }),
    ...(splits.every((name) => name === '') ? {} : { split }),
    ...Object.fromEntries(Object.keys(measures).map((title) => [title, title])),
  }
}

export interface LegendLine {
  /** Name in settings and links. */
  readonly value: string
  readonly text: string
  readonly color: string
  readonly count: number
}

export interface Colors {
  /** (N) `#rrggbb` */
  readonly ofRow: readonly string[]
  /** (N) value of the legend's line for a row; '' on a scale. */
  readonly valueOfRow: readonly string[]
  readonly legend: readonly LegendLine[]
  readonly scale?: ColorScale
}

/** For numbers: the ends of the scale, and the number in its middle. */
export interface ColorScale {
  readonly low: number
  readonly middle: number
  readonly high: number
  /** What follows the numbers, such as ` %`. */
  readonly unit: string
  /** Whether some shapes have no such number; they are gray. */
  readonly isPartial: boolean
}

export const colorOfGroup = (group: number): string =>
  group < 0 ? '#8a8a8a' : GROUP_COLORS[group % GROUP_COLORS.length]

export const nameOfGroup = (shapes: ShownShapes, group: number): string =>
  group < 0 ? 'no group' : groupName(shapes, group) || `Group ${group}`

/** (K) for each group, the class that most of its shapes have. */
export function mainClasses({ groups, classes, named }: ShownShapes): string[] {
  const counts = named.map(() => new Map<string, number>())
  groups.forEach((group, row) => counts[group]?.set(classes[row], (counts[group].get(classes[row]) ?? 0) + 1))
  return counts.map((each) => [...each].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '')
}

/** A color for each shape, and the meaning of the colors. @param coloring a key of colorings */
export function colorShapes(shapes: ShownShapes, coloring: string, measures: ShownMeasures): Colors {
  if (Object.hasOwn(measures, coloring)) return colorByNumber(measures[coloring], '')
  if (coloring === 'likeness') return colorByNumber(shapes.likeness, ' %')
  if (coloring === 'group') {
    // Texts are shared, so that no text is made for each of 100,000 shapes.
    const values = shapes.named.map((_, group) => String(group))
    const colors = shapes.named.map((_, group) => colorOfGroup(group))
    return {
      ofRow: shapes.groups.map((group) => colors[group] ?? colorOfGroup(-1)),
      valueOfRow: shapes.groups.map((group) => values[group] ?? '-1'),
      legend: shapes.named.map(({ size }, group) => ({
        value: values[group],
        text: nameOfGroup(shapes, group),
        color: colors[group],
        count: size,
      })),
    }
  }
  const values = coloring === 'class' ? shapes.classes : shapes.splits
  return colorByName(values, byCount(values), (value) => value || 'not labelled')
}

/** The distinct values, the most frequent first. */
export function byCount(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value)
}

function colorByName(values: readonly string[], order: readonly string[], textOf: (value: string) => string): Colors {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const colorOf = new Map(order.map((value, i) => [value, colorOfGroup(i)]))
  return {
    ofRow: values.map((value) => colorOf.get(value) ?? colorOfGroup(-1)),
    valueOfRow: values,
    legend: order.map((value, i) => ({
      value,
      text: textOf(value),
      color: colorOfGroup(i),
      count: counts.get(value) ?? 0,
    })),
  }
}

/** Steps of a color scale; an eye can not tell more apart. */
const STEPS = 256
/**
 * Numbers that span so many times their smallest are colored by their logarithm: of triangles, say, most shapes have
 * few and some have many, and nearly all would have the same color.
 */
const WIDE_SPAN = 50

function colorByNumber(values: readonly (number | null)[], unit: string): Colors {
  const known = values.filter((value) => value !== null)
  const low = known.reduce((least, value) => Math.min(least, value), Infinity)
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity)
  const isWide = low > 0 && high / low >= WIDE_SPAN
  const share = isWide
    ? (value: number) => Math.log(value / low) / Math.log(high / low)
    : (value: number) => (high > low ? (value - low) / (high - low) : 1)
  const scale = Array.from({ length: STEPS }, (_, step) => hex(interpolateViridis(step / (STEPS - 1))))
  const none = colorOfGroup(-1)
  return {
    ofRow: values.map((value) => (value === null ? none : scale[Math.round(share(value) * (STEPS - 1))])),
    valueOfRow: values.map(() => ''),
    legend: [],
    scale: {
      low,
      middle: isWide ? Math.sqrt(low * high) : (low + high) / 2,
      high,
      unit,
      isPartial: known.length < values.length,
    },
  }
}

/** Turns a color of the library, `#rrggbb` or `rgb(r, g, b)`, into `#rrggbb`. */
function hex(color: string): string {
  if (color.startsWith('#')) return color
  return `#${(color.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
}
