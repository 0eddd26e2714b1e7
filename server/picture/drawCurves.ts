import * as Plot from '@observablehq/plot'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { caption, PLOT_STYLE } from './plotStyle.js'
import { plotSvg, printSvg, SVG_NAMESPACE, svgDocument, type SvgDocument, type SvgElement } from './svgDocument.js'

export interface CurvesOptions {
  /** Figures of one or more epochs, in order. */
  readonly epochs: readonly EpochFigures[]
  /** Validation accuracy of the raw numbers, drawn as a line beside the learned one. */
  readonly rawAccuracy: number
  readonly title: string
  readonly subtitle: string
}

interface Curve {
  readonly name: string
  readonly color: string
  readonly dash?: string
  /** Value of an epoch; undefined where it was not measured. */
  readonly value: (epoch: EpochFigures) => number | undefined
}

interface Chart {
  readonly title: string
  readonly curves: readonly Curve[]
  /** Range of the vertical axis; default: that of the values. */
  readonly domain?: readonly [number, number]
  /** A corner that the curves do not reach; their names are written there, one below the other. */
  readonly free: 'top-right' | 'bottom-right'
}

/** Size of one chart, px. */
const [WIDTH, HEIGHT] = [480, 320]
const TOP = 66
/** Distance between the names of two curves, px. */
const LINE_HEIGHT = 17
const [ACCENT, MUTED] = ['#0072B2', '#767676']

/**
 * The curves of a training as a stand-alone SVG: loss at the left, accuracy on validation shapes at the right.
 *
 * @returns text of an SVG file
 */
export function drawCurves({ epochs, rawAccuracy, title, subtitle }: CurvesOptions): string {
  const document = svgDocument()
  const charts: readonly Chart[] = [
    {
      title: 'Loss',
      free: 'top-right',
      curves: [
        { name: 'training', color: MUTED, value: ({ loss }) => loss },
        { name: 'validation', color: ACCENT, value: ({ validLoss }) => validLoss },
      ],
    },
    {
      title: 'Accuracy on validation shapes',
      free: 'bottom-right',
      domain: [0, 1],
      curves: [
        { name: 'raw', color: MUTED, dash: '6 4', value: () => rawAccuracy },
        { name: 'learned', color: ACCENT, value: ({ validAccuracy }) => validAccuracy },
      ],
    },
  ]
  const plot = plotSvg(document, {
    width: charts.length * WIDTH,
    height: TOP + HEIGHT,
    marginTop: TOP,
    marginLeft: 20,
    style: PLOT_STYLE,
    axis: null,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      caption(title, { dy: -36, fontSize: 17, fontWeight: 600 }),
      caption(subtitle, { dy: -16, fontSize: 12, fill: '#555555' }),
    ],
  })
  charts.forEach((chart, i) => {
    const drawn = drawChart(document, epochs, chart)
    drawn.setAttribute('transform', `translate(${i * WIDTH}, ${TOP})`)
    plot.append(drawn)
  })
  return printSvg(plot)
}

interface Point {
  readonly epoch: number
  readonly value: number
}

function drawChart(
  document: SvgDocument,
  epochs: readonly EpochFigures[],
  { title, curves, domain, free }: Chart,
): SvgElement {
  const marks = curves.flatMap(({ name, color, dash, value }, i) => {
    const points = epochs.flatMap((epoch): Point[] => {
      const found = value(epoch)
      return found === undefined ? [] : [{ epoch: epoch.epoch, value: found }]
    })
    const last = points.at(-1)
    if (last === undefined) return []
    const down = free === 'top-right' ? i * LINE_HEIGHT : (i + 1 - curves.length) * LINE_HEIGHT
    return [
      Plot.line(points, {
        x: 'epoch',
        y: 'value',
        stroke: color,
        strokeWidth: 2,
        ...(dash ? { strokeDasharray: dash } : {}),
      }),
      Plot.text([`${name} ${last.value.toPrecision(3)}`], {
        frameAnchor: free,
        textAnchor: 'end',
        dx: -8,
        dy: free === 'top-right' ? 8 + down : down - 8,
        fill: color,
        fontWeight: 600,
      }),
    ]
  })
  const svg = plotSvg(document, {
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 52,
    marginTop: 34,
    marginRight: 24,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: { label: 'epoch', labelAnchor: 'center', labelArrow: 'none', ticks: 6 },
    y: { label: null, ticks: 6, nice: true, ...(domain ? { domain: [...domain] } : {}) },
    marks: [
      Plot.gridY({ strokeOpacity: 0.08 }),
      caption(title, { dx: -32, dy: -14, fontSize: 13, fontWeight: 600 }),
      ...marks,
    ],
  })
  const group = document.createElementNS(SVG_NAMESPACE, 'g')
  group.append(...[...svg.children].filter((child) => child.tagName !== 'style'))
  return group
}
