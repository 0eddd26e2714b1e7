import * as Plot from '@observablehq/plot'
import { hexOfColor, palette } from './palette.js'
import { PLOT_STYLE } from './plotStyle.js'
import { plotSvg, printSvg, svgDocument } from './svgDocument.js'

export interface PrecisionCurve {
  readonly name: string
  /** Precision at evenly spaced recalls from 1 / length to 1. */
  readonly precision: ArrayLike<number>
}

const SIZE = 480
/** Line height of the legend, which is inside the plot at its top right, px. */
const LINE_HEIGHT = 18

/** Draws precision against recall, with a line for each space. @returns text of an SVG file */
export function drawPrecisionRecall(curves: readonly PrecisionCurve[]): string {
  const colors = palette(curves.length).map(hexOfColor)
  const points = curves.flatMap(({ name, precision }) =>
    Array.from(precision, (y, k) => ({ name, x: (k + 1) / precision.length, y })),
  )
  const plot = plotSvg(svgDocument(), {
    width: SIZE,
    height: SIZE,
    marginLeft: 66,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: { domain: [0, 1], label: 'recall', labelAnchor: 'center', labelArrow: 'none' },
    y: { domain: [0, 1], label: 'precision', labelAnchor: 'center', labelArrow: 'none' },
    color: { domain: curves.map(({ name }) => name), range: colors },
    marks: [
      Plot.frame({ stroke: '#d0d0d0' }),
      Plot.gridX({ strokeOpacity: 0.08 }),
      Plot.gridY({ strokeOpacity: 0.08 }),
      Plot.line(points, { x: 'x', y: 'y', stroke: 'name', strokeWidth: 2 }),
      Plot.dot(points, { x: 'x', y: 'y', fill: 'name', r: 2 }),
      ...curves.map(({ name }, k) =>
        Plot.text([name], {
          frameAnchor: 'top-right',
          dx: -10,
          dy: 8 + k * LINE_HEIGHT,
          fill: colors[k],
          fontWeight: 'bold',
        }),
      ),
    ],
  })
  return printSvg(plot)
}
