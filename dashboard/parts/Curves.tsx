import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'preact/hooks'
import { isDark } from '../state/theme.js'
import type { Chart, Curve } from './chart.js'
import { SaveButtons } from './SaveButtons.js'
import { shortNumber } from './words.js'

interface CurvesProps extends Chart {
  /** Whether the legend shows the last value. Default true. */
  readonly hasLast?: boolean
}

const HEIGHT = 220
/** Between two lines across: there is no half epoch. */
const WHOLE_STEPS = [1, 2, 5]
  .flatMap((step) => [1, 10, 100, 1000, 10_000].map((power) => step * power))
  .sort((a, b) => a - b)

/** Curves over epochs, with their names and last values. They grow as values arrive. */
export default function Curves(chart: CurvesProps) {
  const { label, x, curves, range, isLog = false, hasLast = true } = chart
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef<uPlot | undefined>(undefined)
  const data = [x, ...curves.map(({ values }) => shownValues(values, isLog))] as uPlot.AlignedData
  const names = curves.map(({ name, color }) => name + color).join()
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const style = getComputedStyle(element)
    const [ink, line] = ['--muted', '--line'].map((name) => style.getPropertyValue(name))
    const font = `12px ${style.fontFamily}`
    const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } }
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        padding: [8, 24, 0, 0], // half of the last number is beyond the axis
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        scales: { x: { time: false }, y: { ...(range ? { range: [range[0], range[1]] } : {}), distr: isLog ? 3 : 1 } },
        axes: [
          { ...axis, size: 30, space: 60, incrs: WHOLE_STEPS },
          { ...axis, size: 48, ...(isLog ? { values: powersOfTen } : {}) },
        ],
        series: [
          {},
          ...curves.map(({ name, color, dash }) => ({
            label: name,
            stroke: color.startsWith('--') ? style.getPropertyValue(color) : color,
            width: 2,
            spanGaps: true,
            points: { show: false },
            ...(dash ? { dash: [...dash] } : {}),
          })),
        ],
      },
      data,
      element,
    )
    drawn.current = plot
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      drawn.current = undefined
    }
  }, [names, isDark.value, isLog])
  useEffect(() => drawn.current?.setData(data), [x, curves, isLog])
  const wordsOf = (curve: Curve) => (hasLast ? lastOf(curve) : curve.name)
  return (
    <figure>
      <div ref={place} class="chart" role="img" aria-label={`${label}. ${curves.map(wordsOf).join(', ')}`} />
      <div class="legend-line">
        <ul class="legend">
          {curves.map((curve) => (
            <li key={curve.name}>
              <Swatch color={curve.color} />
              {wordsOf(curve)}
            </li>
          ))}
        </ul>
        <SaveButtons label={label} save={async (format) => (await import('./saveChart.js')).saveChart(chart, format)} />
      </div>
    </figure>
  )
}

/** A logarithm has no place for 0. */
const shownValues = (values: Curve['values'], isLog: boolean): Curve['values'] =>
  isLog ? values.map((value) => (value !== null && value > 0 ? value : null)) : values

/** Words for the lines across; those between two powers have none. */
const powersOfTen = (_: uPlot, lines: number[]): (string | null)[] =>
  lines.map((line) => (Number.isInteger(Math.log10(line)) ? shortNumber(line) : null))

/** The color is set by script, because the page's policy allows no styles in tags. */
const Swatch = ({ color }: { readonly color: string }) => (
  <i style={{ background: color.startsWith('--') ? `var(${color})` : color }} />
)

const lastOf = ({ name, values }: Curve): string => {
  const last = values.findLast((value) => value !== null)
  return last === undefined || last === null ? name : `${name} ${shortNumber(last)}`
}
