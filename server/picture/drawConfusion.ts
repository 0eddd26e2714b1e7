import { confusionPlot } from '../../shared/confusionPlot.js'
import type { Confusion } from '../../shared/schema/evaluation.js'
import { PLOT_STYLE } from './plotStyle.js'
import { plotSvg, printSvg, svgDocument } from './svgDocument.js'

/** Draws a confusion. @returns text of an SVG file */
export function drawConfusion(confusion: Confusion, title: string): string {
  const look = {
    ground: '#ffffff',
    ink: PLOT_STYLE.color,
    accent: '#0072B2',
    onAccent: '#ffffff',
    frame: '#d0d0d0',
    style: PLOT_STYLE,
  }
  return printSvg(plotSvg(svgDocument(), confusionPlot(confusion, title, look)))
}
