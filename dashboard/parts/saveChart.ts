import * as Plot from '@observablehq/plot'
import { confusionPlot } from '../../shared/confusionPlot.js'
import type { Confusion } from '../../shared/schema/evaluation.js'
import { saveFile } from '../api/saveFile.js'
import type { Chart, Curve, PictureFormat } from './chart.js'

/** Of curves, px. */
const [WIDTH, HEIGHT] = [640, 360]
/** Pixels of a PNG for one of the SVG. */
const PNG_SCALE = 2
/** Of the names of curves, one below the other above the chart, px. */
const LINE_HEIGHT = 18
/** Of a vertical axis whose values lie by their logarithm. */
const LOGARITHM = { type: 'log', tickFormat: '~g' } as const
/** Of the piece of a curve before its name, px. */
const SAMPLE = 20

/** Saves curves as a picture of its own, in the colors that they have on the page. */
export const saveChart = (chart: Chart, format: PictureFormat): Promise<void> =>
  savePlot(chart.label, curvesPlot(chart), format)

/** Saves a confusion as a picture of its own, in the colors that it has on the page. */
export function saveConfusion(confusion: Confusion, label: string, format: PictureFormat): Promise<void> {
  const [ground, ink, accent, onAccent, frame] = ['surface', 'ink', 'accent', 'on-accent', 'line'].map((name) =>
    colorOf(`--${name}`),
  )
  const look = { ground, ink, accent, onAccent, frame, style: styleOfPage() }
  return savePlot(label, confusionPlot(confusion, label, look), format)
}

const colorOf = (color: string): string =>
  color.startsWith('--') ? getComputedStyle(document.documentElement).getPropertyValue(color).trim() : color

const styleOfPage = () => ({ background: colorOf('--surface'), color: colorOf('--ink'), fontSize: '12px' })

function curvesPlot({ label, x, curves, range, isLog }: Chart): Plot.PlotOptions {
  const names = LINE_HEIGHT * curves.length
  return {
    width: WIDTH,
    height: HEIGHT,
    marginTop: 48 + names,
    style: styleOfPage(),
    x: { label: null, ticks: Math.min(x.length, 10), tickFormat: (value: number) => String(value) },
    y: { label: null, grid: true, nice: true, ...(range ? { domain: [...range] } : {}), ...(isLog ? LOGARITHM : {}) },
    marks: [
      Plot.text([label], { frameAnchor: 'top-left', dy: -names - 24, fontSize: 15, fontWeight: 600 }),
      ...curves.flatMap((curve, i) => curveMarks(x, curve, LINE_HEIGHT * i - names - 4, isLog)),
    ],
  }
}

/** A curve and, above the chart, its name: not in the curve's color, which may be too pale for letters. */
function curveMarks(x: Chart['x'], { name, color, dash, values }: Curve, top: number, isLog = false): Plot.Markish[] {
  const points = x.flatMap((at, k) => {
    const value = values[k]
    return value === null || (isLog && value <= 0) ? [] : [{ at, value }]
  })
  const look = { stroke: colorOf(color), ...(dash ? { strokeDasharray: dash.join(' ') } : {}) }
  const sample = { length: SAMPLE, rotate: 90, anchor: 'start', shape: LINE, strokeWidth: 2 } as const
  return [
    Plot.line(points, { x: 'at', y: 'value', ...look }),
    Plot.vector([name], { frameAnchor: 'top-left', dy: top + 7, ...sample, ...look }),
    Plot.text([name], { frameAnchor: 'top-left', dx: SAMPLE + 6, dy: top }),
  ]
}

/** A vector without its head. */
const LINE: Plot.VectorShape = {
  draw(context, length) {
    context.moveTo(0, 0)
    context.lineTo(0, -length)
  },
}

async function savePlot(label: string, options: Plot.PlotOptions, format: PictureFormat): Promise<void> {
  const svg = new Blob([new XMLSerializer().serializeToString(Plot.plot(options))], { type: 'image/svg+xml' })
  saveFile(`${label}.${format}`, format === 'svg' ? svg : await pixelsOf(svg))
}

async function pixelsOf(svg: Blob): Promise<Blob> {
  const image = new Image()
  image.src = URL.createObjectURL(svg)
  await image.decode()
  URL.revokeObjectURL(image.src)
  const [width, height] = [image.naturalWidth, image.naturalHeight].map((side) => PNG_SCALE * side)
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((pixels) => (pixels ? resolve(pixels) : reject(new Error('This browser makes no PNG.')))),
  )
}
