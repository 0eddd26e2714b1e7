import * as Plot from '@observablehq/plot'
import { saveFile } from '../api/saveFile.js'
import type { Chart, PictureFormat } from './chart.js'

/** Of the picture, px; a PNG has twice as many. */
const [WIDTH, HEIGHT] = [640, 360]
const PNG_SCALE = 2
/** Of the names of curves, one below the other above the chart, px. */
const LINE_HEIGHT = 18

/** Saves curves as a picture of its own, in the colors that they have on the page. */
export async function saveChart(chart: Chart, format: PictureFormat): Promise<void> {
  const svg = drawChart(chart)
  saveFile(`${chart.label}.${format}`, format === 'svg' ? svg : await pixelsOf(svg))
}

function drawChart({ label, x, curves, range }: Chart): Blob {
  const style = getComputedStyle(document.documentElement)
  const colorOf = (color: string) => (color.startsWith('--') ? style.getPropertyValue(color).trim() : color)
  const names = LINE_HEIGHT * curves.length
  const plot = Plot.plot({
    width: WIDTH,
    height: HEIGHT,
    marginTop: 48 + names,
    style: { background: colorOf('--surface'), color: colorOf('--ink'), fontSize: '12px' },
    x: { label: null, ticks: Math.min(x.length, 10), tickFormat: (value: number) => String(value) },
    y: { label: null, grid: true, nice: true, ...(range ? { domain: [...range] } : {}) },
    marks: [
      Plot.text([label], { frameAnchor: 'top-left', dy: -names - 24, fontSize: 15, fontWeight: 600 }),
      ...curves.flatMap(({ name, color, dash, values }, i) => {
        const points = x.flatMap((at, k) => (values[k] === null ? [] : [{ at, value: values[k] }]))
        const stroke = colorOf(color)
        return [
          Plot.line(points, { x: 'at', y: 'value', stroke, ...(dash ? { strokeDasharray: dash.join(' ') } : {}) }),
          Plot.text([name], { frameAnchor: 'top-left', dy: LINE_HEIGHT * i - names - 4, fill: stroke }),
        ]
      }),
    ],
  })
  return new Blob([new XMLSerializer().serializeToString(plot)], { type: 'image/svg+xml' })
}

async function pixelsOf(svg: Blob): Promise<Blob> {
  const image = new Image()
  image.src = URL.createObjectURL(svg)
  await image.decode()
  URL.revokeObjectURL(image.src)
  const canvas = Object.assign(document.createElement('canvas'), {
    width: PNG_SCALE * WIDTH,
    height: PNG_SCALE * HEIGHT,
  })
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((pixels) => (pixels ? resolve(pixels) : reject(new Error('This browser makes no PNG.')))),
  )
}
