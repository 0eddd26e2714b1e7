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

/** Plot's drawing as an SVG element of the document; its text is a file that viewers open. */
export function plotSvg(document: SvgDocument, options: Omit<Plot.PlotOptions, 'document'>): SvgElement {
  // Plot's own types name the browser's Document, which this project does not load.
  const plot = Plot.plot({ ...options, document }) as unknown as SvgElement
  plot.setAttribute('xmlns', SVG_NAMESPACE)
  return plot
}
