import * as Plot from '@observablehq/plot'
import { caption, PLOT_STYLE } from './plotStyle.js'
import { plotSvg, printSvg, svgDocument } from './svgDocument.js'
import { drawLegend } from './drawLegend.js'
import { groupLegend } from './groupLegend.js'
import { dotMarks, squareMarks, type MarkedShapes } from './mapMarks.js'
import { groupMiddles, groupNumbers, NUMBER_RISE, withoutOverlap } from './mapNumbers.js'
import { hexOfColor, palette as paletteOf, type Color } from './palette.js'

export interface MapOptions extends Omit<MarkedShapes, 'colors' | 'width' | 'height'> {
  /** Color of each group. Default: `palette` for the number of groups. */
  readonly palette?: readonly Color[]
  /** Share of the variance along x and y. */
  readonly explained?: readonly [x: number, y: number]
  /** Names of the axes. Default: the principal components. */
  readonly axes?: readonly [x: string, y: string]
  readonly title?: string
  readonly subtitle?: string
  /** Side of the plot, without title and legend, px. Default 640. */
  readonly size?: number
}

const LEGEND_WIDTH = 190
/** Margin of the plot for the numbers and names of the axes, px. */
const MARGIN = { left: 66, bottom: 46 }
/** Distance between the frame and the outermost dots, px. */
const INSET = 16
/**
 * With more shapes than this, squares are drawn that are darker the more shapes they contain: dots would hide each
 * other, and take 100 MB.
 */
const MOST_DOTS = 200_000

/**
 * The map of the shapes as a stand-alone SVG. Colors are groups, symbols are classes. In the middle of each group that
 * the legend has room for stands the group's number. For more than MOST_DOTS shapes the density is drawn, without
 * classes.
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
  const middles = withoutOverlap(groupMiddles(coordinates, groups, shown), coordinates, drawn.width)
  const axisLabel = (side: 0 | 1) =>
    options.axes?.[side] ??
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
      // Halo and number are drawn separately, because not every renderer knows paint-order, and a halo on top would
      // hide the number.
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
  return printSvg(plot)
}

/** Number of shapes in each group. */
function groupSizes(groups: Int32Array): number[] {
  const sizes: number[] = []
  for (const group of groups) if (group >= 0) sizes[group] = (sizes[group] ?? 0) + 1
  return Array.from(sizes, (size) => size ?? 0)
}
