import * as Plot from '@observablehq/plot'
import { plotSvg, SVG_NAMESPACE, type SvgDocument, type SvgElement } from './svgDocument.js'

/** A line of a legend. A line without color and symbol is text only. */
export interface LegendLine {
  readonly color?: string
  readonly symbol?: string
  readonly text: string
}

const LINE_HEIGHT = 20
/** Longer names end in an ellipsis; this many characters fit beside a symbol. */
export const MAX_CHARACTERS = 24

/** How many lines fit in a legend of this height in px; titles and blank lines count, too. */
export const roomOf = (height: number): number => Math.floor(height / LINE_HEIGHT) - 1

/**
 * Draws titled columns of symbols with their meanings, as one SVG group of the given size. A line counts what does not
 * fit.
 */
export function drawLegend(
  document: SvgDocument,
  columns: Readonly<Record<string, readonly LegendLine[]>>,
  width: number,
  height: number,
): SvgElement {
  const lines = Object.entries(columns)
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines], column) => [...(column > 0 ? [undefined] : []), title, ...lines])
  const room = roomOf(height)
  const shown = lines.length > room ? [...lines.slice(0, room - 1), `... ${lines.length - room + 1} more`] : lines
  const rows = shown.map((line, row) => ({ line, y: row * LINE_HEIGHT + 8 }))
  const meanings = rows.flatMap(({ line, y }) => (typeof line === 'object' ? [{ ...line, y }] : []))
  const symbols = meanings.filter(({ symbol }) => symbol !== undefined)
  const titles = rows.flatMap(({ line, y }) => (typeof line === 'string' ? [{ text: line, y }] : []))
  const svg = plotSvg(document, {
    width,
    height,
    margin: 0,
    axis: null,
    x: { type: 'identity' },
    y: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      Plot.dot(symbols, { x: 22, y: 'y', r: 5, fill: 'color', symbol: 'symbol' }),
      Plot.text(meanings, { x: 34, y: 'y', text: ({ text }: LegendLine) => shorten(text), textAnchor: 'start' }),
      Plot.text(titles, { x: 16, y: 'y', text: 'text', textAnchor: 'start', fontWeight: 600 }),
    ],
  })
  const group = document.createElementNS(SVG_NAMESPACE, 'g')
  group.append(...[...svg.children].filter((child) => child.tagName !== 'style'))
  return group
}

/** A text of at most `most` characters; a longer one ends in an ellipsis. */
export const shorten = (text: string, most = MAX_CHARACTERS): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text
