import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** The part of the DOM that the pictures need; the project has no browser types. */
export interface SvgElement {
  readonly tagName: string
  readonly outerHTML: string
  readonly children: Iterable<SvgElement>
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  closest(selector: string): SvgElement | null
  append(...children: SvgElement[]): void
}

export interface SvgDocument {
  querySelectorAll(selector: string): Iterable<SvgElement>
  createElementNS(namespace: string, name: string): SvgElement
  toString(): string
}

/** A document without a browser, empty or holding the given SVG text. */
export const svgDocument = (text = '<!doctype html><html><body></body></html>'): SvgDocument =>
  (parseHTML(text) as { document: SvgDocument }).document

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'

/**
 * Names of files and groups may hold what no XML file may (https://www.w3.org/TR/xml/#charsets): no viewer would open
 * it.
 */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** The text of a file that viewers open. */
export const printSvg = (svg: SvgElement): string => svg.outerHTML.replace(NOT_IN_XML, '\ufffd')

/** Plot's drawing as an SVG element of the document. */
export function plotSvg(document: SvgDocument, options: Omit<Plot.PlotOptions, 'document'>): SvgElement {
  // Plot's own types name the browser's Document, which this project does not load.
  const plot = Plot.plot({ ...options, document }) as unknown as SvgElement
  plot.setAttribute('xmlns', SVG_NAMESPACE)
  return plot
}
