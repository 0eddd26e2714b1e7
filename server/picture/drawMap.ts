import * as Plot from '@observablehq/plot'
import { densityCells, type DensityCell } from './densityCells.js'
import { dotRadii } from './dotRadii.js'
import { caption, PLOT_STYLE } from './plotStyle.js'
import { plotSvg, svgDocument } from './svgDocument.js'
import { drawLegend, type LegendLine } from './drawLegend.js'
import { groupLegend } from './groupLegend.js'
import { hexOfColor, NO_GROUP_COLOR, palette as paletteOf, type Color } from './palette.js'

export interface MapOptions {
  /** (2N) x y of each shape, as projectToPlane gives them. */
  readonly coordinates: Float32Array
  /** (N) group of each shape; -1 = none, drawn gray. */
  readonly groups: Int32Array
  /** (N) class of each shape, drawn as its symbol; '' = not labelled. Default: no classes. */
  readonly classes?: readonly string[]
  /** (N) names, shown when the pointer rests on a shape. */
  readonly ids?: readonly string[]
  /** Color of each group. Default: `palette` of as many as there are. */
  readonly palette?: readonly Color[]
  /** What each group is called. Default: by its number alone. */
  readonly names?: readonly string[]
  /** Share of the variance along x and y. */
  readonly explained?: readonly [x: number, y: number]
  readonly title?: string
  readonly subtitle?: string
  /** Side of the plot without title and legend, px. Default 640. */
  readonly size?: number
}

/** Symbols that are told apart at 9 px; the rarer classes share the last. */
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye']
/** Of a dot, in radii of the smallest: parts those that touch, and leaves most of each. */
const OUTLINE = 0.15
const LEGEND_WIDTH = 190
const PILE_LINE: LegendLine = { color: '#555555', symbol: 'circle', text: 'larger: more in one spot' }
/** Beside the plot, px: room for the axes' numbers and names. */
const MARGIN = { left: 66, bottom: 46 }
/** Between the frame and the outermost dots, px. */
const INSET = 16
/** How far above its group's middle a number stands, px. */
const NUMBER_RISE = 26
/** With more shapes their names would make the file many times as large. */
const MAX_NAMED = 5000
/** Of more shapes, squares are drawn that are darker the more lie in them: dots would hide each other, and take 100 MB. */
const MOST_DOTS = 200_000
/** Side of such a square, px. */
const SQUARE = 3
/** How much of its color the emptiest square has. */
const FAINTEST = 0.25
const DENSITY_LINE: LegendLine = { color: '#555555', symbol: 'square', text: 'darker: more in one spot' }

/**
 * The map of the shapes as a stand-alone SVG: color = group, symbol = class, at the middle of each group that the legend has
 * room for its number. Of more than MOST_DOTS shapes the density is drawn, without classes.
 *
 * @returns text of an SVG file
 */
export function drawMap(options: MapOptions): string {
  const document = svgDocument()
  const { coordinates, groups, explained, title, subtitle, size = 640 } = options
  const sizes = groupSizes(groups)
  const colors = (options.palette ?? paletteOf(Math.max(1, sizes.length))).map(hexOfColor)
  const drawn = { ...options, colors, width: size - MARGIN.left, height: size - MARGIN.bottom }
  const { marks, classLines, sizeLines } = groups.length > MOST_DOTS ? squareMarks(drawn) : dotMarks(drawn)
  const legendHeight = size - MARGIN.bottom
  const { lines: groupLines, shown } = groupLegend({
    colors,
    sizes,
    names: options.names,
    height: legendHeight,
    others: [classLines, sizeLines],
  })
  const middles = apart(groupMiddles(coordinates, groups, shown), coordinates, drawn.width)
  const axisLabel = (side: 0 | 1) =>
    `principal component ${side + 1}` + (explained ? ` (${(100 * explained[side]).toFixed(1)} % of the variance)` : '')
  const top = 20 + (title ? 26 : 0) + (subtitle ? 20 : 0)
  const plot = plotSvg(document, {
    width: size + LEGEND_WIDTH,
    height: size + top,
    marginTop: top,
    marginRight: LEGEND_WIDTH,
    marginLeft: MARGIN.left,
    marginBottom: MARGIN.bottom,
    inset: INSET,
    insetTop: INSET + NUMBER_RISE,
    style: PLOT_STYLE,
    x: { label: axisLabel(0), labelAnchor: 'center', labelArrow: 'none', nice: true, ticks: 6 },
    y: { label: axisLabel(1), labelAnchor: 'center', labelArrow: 'none', nice: true, ticks: 6 },
    symbol: { type: 'identity' },
    marks: [
      Plot.frame({ stroke: '#d0d0d0' }),
      Plot.gridX({ strokeOpacity: 0.08 }),
      Plot.gridY({ strokeOpacity: 0.08 }),
      marks,
      // Halo and number apart: not every renderer knows paint-order, and a halo on top hides the number.
      groupNumbers(middles, { stroke: 'white', strokeWidth: 5, fill: 'white' }),
      groupNumbers(middles, { fill: '#1a1a1a' }),
      title ? caption(title, { dy: -top + 26, fontSize: 17, fontWeight: 600 }) : null,
      subtitle ? caption(subtitle, { dy: -14, fontSize: 12, fill: '#555555' }) : null,
    ],
  })
  const legend = drawLegend(
    document,
    { groups: groupLines, classes: classLines, size: sizeLines },
    LEGEND_WIDTH,
    legendHeight,
  )
  legend.setAttribute('transform', `translate(${size}, ${top})`)
  plot.append(legend)
  return plot.outerHTML
}

interface DrawnShapes extends MapOptions {
  /** By group. */
  readonly colors: readonly string[]
  /** Of the plot, px. */
  readonly width: number
  readonly height: number
}

/** What stands for the shapes, and what the legend says of it. */
interface ShapeMarks {
  readonly marks: Plot.Markish
  readonly classLines: readonly LegendLine[]
  readonly sizeLines: readonly LegendLine[]
}

/** A symbol for each shape. */
function dotMarks({ coordinates, groups, classes, ids, names, colors, width, height }: DrawnShapes): ShapeMarks {
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

/** Squares in the color of the group that most of their shapes are in. */
function squareMarks({ coordinates, groups, colors, width, height }: DrawnShapes): ShapeMarks {
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

interface Middle {
  readonly group: number
  readonly x: number
  readonly y: number
}

/** A little above the middle, so that a group whose shapes lie in one spot is not hidden. */
const groupNumbers = (middles: readonly Middle[], options: Plot.TextOptions) =>
  Plot.text(middles, { x: 'x', y: 'y', dy: -NUMBER_RISE, text: 'group', fontSize: 17, fontWeight: 600, ...options })

/** Room that a group's number takes, px. */
const [NUMBER_WIDTH, NUMBER_HEIGHT] = [24, 20]

/**
 * Of numbers that would lie on one another the first stays: that of the larger group where groups are numbered by size. The
 * legend names both.
 *
 * @param side of the plot, px
 */
function apart(middles: readonly Middle[], coordinates: Float32Array, side: number): Middle[] {
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

/** Shapes in each group. */
function groupSizes(groups: Int32Array): number[] {
  const sizes: number[] = []
  for (const group of groups) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
  return Array.from(sizes, (size) => size ?? 0)
}

/** The median member of each of the first groups along x and y, a place that outliers do not pull away. */
function groupMiddles(coordinates: Float32Array, groups: Int32Array, count: number): Middle[] {
  const members = Array.from({ length: count }, (): number[] => [])
  groups.forEach((group, i) => group >= 0 && group < count && members[group].push(i))
  const median = (values: Float32Array) => values.sort()[values.length >> 1]
  return members.map((own, group) => {
    const along = (side: 0 | 1) => median(Float32Array.from(own, (i) => coordinates[2 * i + side]))
    return { group, x: along(0), y: along(1) }
  })
}

/** A symbol for each class, most frequent first. */
function symbolsOfClasses(classes: readonly string[]) {
  const counts = new Map<string, number>()
  for (const name of classes) counts.set(name, (counts.get(name) ?? 0) + 1)
  const names = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))
  const last = SYMBOLS.length - 1
  const isShared = names.length > SYMBOLS.length
  const symbols = new Map(names.map((name, rank) => [name, SYMBOLS[Math.min(rank, last)]]))
  const shown = isShared ? names.slice(0, last) : names
  const lines: LegendLine[] = shown.map((name) => ({
    color: '#555555',
    symbol: symbols.get(name) ?? 'circle',
    text: `${name || 'not labelled'} (${counts.get(name)})`,
  }))
  if (isShared) lines.push({ color: '#555555', symbol: SYMBOLS[last], text: `${names.length - last} more classes` })
  return { symbolOf: (name: string) => symbols.get(name) ?? 'circle', lines: names.length > 1 ? lines : [] }
}
