import * as Plot from '@observablehq/plot'
import type { Confusion } from '../../shared/schema/evaluation.js'
import { PLOT_STYLE } from './plotStyle.js'
import { plotSvg, printSvg, svgDocument } from './svgDocument.js'

/** Side of a cell, px; a count of two digits fits in. */
const CELL = 18
/** Width of a letter in the names of classes, px. */
const LETTER = 6.5
const LONGEST_NAME = 40

/**
 * Draws how many rows of each class (down) were assigned to which class (across); darker = a larger share of the row.
 * @returns text of an SVG file
 */
export function drawConfusion({ classes, counts }: Confusion, title: string): string {
  const cells = classes.flatMap((actual, i) => {
    const total = counts[i].reduce((sum, count) => sum + count, 0)
    return classes.flatMap((found, j) =>
      counts[i][j] > 0 ? [{ actual, found, count: counts[i][j], share: counts[i][j] / total }] : [],
    )
  })
  const longest = Math.min(LONGEST_NAME, Math.max(...classes.map((name) => name.length), 4))
  const margin = 20 + longest * LETTER
  const side = classes.length * CELL
  const plot = plotSvg(svgDocument(), {
    width: side + margin + 20,
    height: side + margin + 40,
    marginTop: 40,
    marginLeft: margin,
    marginBottom: margin,
    marginRight: 20,
    style: { ...PLOT_STYLE, fontSize: '11px' },
    x: { domain: classes, label: null, tickRotate: -90, tickSize: 0 },
    y: { domain: classes, label: null, tickSize: 0 },
    color: { type: 'linear', domain: [0, 1], range: ['#e8f1f8', '#0072B2'] },
    marks: [
      Plot.frame({ stroke: '#d0d0d0' }),
      Plot.cell(cells, { x: 'found', y: 'actual', fill: 'share' }),
      Plot.text(cells, {
        x: 'found',
        y: 'actual',
        text: 'count',
        fill: (cell: { share: number }) => (cell.share > 0.5 ? 'white' : '#1a1a1a'),
        fontSize: 9,
      }),
      Plot.text([title], { frameAnchor: 'top-left', dy: -24, fontWeight: 'bold', fontSize: 13 }),
    ],
  })
  return printSvg(plot)
}
