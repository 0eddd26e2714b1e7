import * as Plot from '@observablehq/plot'
import { symbolsOfClasses } from './classSymbols.js'
import { densityCells, type DensityCell } from './densityCells.js'
import { dotRadii } from './dotRadii.js'
import type { LegendLine } from './drawLegend.js'
import { hexOfColor, NO_GROUP_COLOR } from './palette.js'

/**
 * Width of a dot's outline, in radii of the smallest dot: it separates dots that touch, and leaves most of each
 * visible.
 */
const OUTLINE = 0.15
const PILE_LINE: LegendLine = { color: '#555555', symbol: 'circle', text: 'larger: more in one spot' }
/** Most shapes that get a name: with more, the names would make the file many times as large. */
const MAX_NAMED = 5000
/** Side of the squares that show density, px. */
const SQUARE = 3
/** Opacity of the square with the fewest shapes. */
const FAINTEST = 0.25
const DENSITY_LINE: LegendLine = { color: '#555555', symbol: 'square', text: 'darker: more in one spot' }

/** What dotMarks and squareMarks draw. */
export interface MarkedShapes {
  /** (2N) x y of each shape, as projectToPlane gives them. */
  readonly coordinates: Float32Array
  /** (N) group of each shape; -1 = none, drawn gray. */
  readonly groups: Int32Array
  /** (N) class of each shape, drawn as its symbol; '' = not labelled. Default: no classes. */
  readonly classes?: readonly string[]
  /** (N) names, shown when the pointer is on a shape. */
  readonly ids?: readonly string[]
  /** Name of each group. Default: its number alone. */
  readonly names?: readonly string[]
  /** Color of each group, hexadecimal. */
  readonly colors: readonly string[]
  /** Size of the plot, px. */
  readonly width: number
  readonly height: number
}

/** The marks that stand for shapes, and what the legend says about them. */
interface ShapeMarks {
  readonly marks: Plot.Markish
  readonly classLines: readonly LegendLine[]
  readonly sizeLines: readonly LegendLine[]
}

/** A symbol for each shape. */
export function dotMarks({
  coordinates,
  groups,
  classes,
  ids,
  names,
  colors,
  width,
  height,
}: MarkedShapes): ShapeMarks {
  const { symbolOf, lines } = symbolsOfClasses(classes ?? [])
  const groupName = (group: number) => (group < 0 ? 'no group' : (names?.[group] ?? `group ${group}`))
  const name = (i: number) => [ids?.[i], classes?.[i], groupName(groups[i])].filter(Boolean).join('\n')
  const isNamed = ids !== undefined && groups.length <= MAX_NAMED
  const looks = Array.from(groups, (group, i) => `${group} ${symbolOf(classes?.[i] ?? '')}`)
  const radii = dotRadii({ coordinates, looks, width, height })
  const smallest = radii.reduce((least, radius) => Math.min(least, radius), Infinity)
  const marks = Plot.dot(Uint32Array.from(groups.keys()), {
    x: (i: number) => coordinates[2 * i],
    y: (i: number) => coordinates[2 * i + 1],
    r: { value: radii, scale: null },
    fill: (i: number) => colors[groups[i]] ?? hexOfColor(NO_GROUP_COLOR),
    symbol: (i: number) => symbolOf(classes?.[i] ?? ''),
    stroke: 'white',
    strokeWidth: OUTLINE * smallest,
    ...(isNamed ? { title: name } : {}),
  })
  return { marks, classLines: lines, sizeLines: radii.some((radius) => radius > smallest) ? [PILE_LINE] : [] }
}

/** Squares, each in the color of the group that most of its shapes are in. */
export function squareMarks({ coordinates, groups, colors, width, height }: MarkedShapes): ShapeMarks {
  const [columns, rows] = [width, height].map((side) => Math.round(side / SQUARE))
  const cells = densityCells({ coordinates, groups, columns, rows })
  const most = cells.reduce((highest, { count }) => Math.max(highest, count), 2)
  const marks = Plot.rect(cells, {
    x1: 'x1',
    x2: 'x2',
    y1: 'y1',
    y2: 'y2',
    inset: 0,
    fill: ({ group }: DensityCell) => colors[group] ?? hexOfColor(NO_GROUP_COLOR),
    fillOpacity: {
      value: ({ count }: DensityCell) => FAINTEST + ((1 - FAINTEST) * Math.log(count)) / Math.log(most),
      scale: null,
    },
  })
  return { marks, classLines: [], sizeLines: [DENSITY_LINE] }
}
