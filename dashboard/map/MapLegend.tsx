import { useState } from 'preact/hooks'
import { interpolateViridis } from 'd3-scale-chromatic'
import { colorOfGroup, type ColorScale, type Colors } from '../shapes/coloring.js'
import { shortNumber } from '../parts/words.js'
import { SymbolMark } from './SymbolMark.js'

interface MapLegendProps {
  readonly colors: Colors
  readonly title: string
  /** From classSymbols. */
  readonly symbols: ReadonlyMap<string, number>
  /** Value of the only line whose shapes are shown, `disagreeing`, or '' for all. */
  readonly chosen: string
  /** Number of shapes in a group of mostly another class. */
  readonly disagreeing: number
  readonly onChoose: (value: string) => void
}

/** Of more groups, the largest are listed first. */
const LINES = 24

/** The meaning of colors and symbols. Pressing a line shows only its shapes. */
export function MapLegend({ colors, title, symbols, chosen, disagreeing, onChoose }: MapLegendProps) {
  const [isWhole, setWhole] = useState(false)
  return (
    <section class="card map-legend" aria-labelledby="legend">
      <h2 id="legend">{title}</h2>
      {colors.scale ? (
        <Scale {...colors.scale} />
      ) : (
        <ul class="lines">
          {colors.legend.slice(0, isWhole ? undefined : LINES).map(({ value, text, color, count }) => (
            <li key={value}>
              <button aria-pressed={chosen === value} onClick={() => onChoose(value)}>
                <i class="dot" style={{ background: color }} />
                <span>{text}</span>
                <span class="number muted">{count.toLocaleString('en')}</span>
              </button>
            </li>
          ))}
          {colors.legend.length > LINES && (
            <li>
              <button class="quiet" onClick={() => setWhole(!isWhole)}>
                {isWhole ? 'Show fewer' : `Show all ${colors.legend.length}`}
              </button>
            </li>
          )}
        </ul>
      )}
      {symbols.size > 1 && (
        <>
          <h3>Symbols</h3>
          <ul class="symbols">
            {[...symbols].map(([name, rank]) => (
              <li key={name}>
                <SymbolMark rank={rank} /> {name || 'not labelled'}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Marks</h3>
      <ul class="lines">
        <li>
          <button
            aria-pressed={chosen === 'disagreeing'}
            disabled={disagreeing === 0}
            onClick={() => onChoose('disagreeing')}
          >
            <i class="dot ringed" />
            <span>group and class disagree</span>
            <span class="number muted">{disagreeing}</span>
          </button>
        </li>
        {!colors.scale && (
          <>
            <li class="mark">
              <i class="dot pile" />
              <span>several colors in one spot</span>
            </li>
            <li class="mark">
              <i class="dot heap" />
              <span>many of one color in one spot</span>
            </li>
          </>
        )}
      </ul>
    </section>
  )
}

const STEPS = 16

function Scale({ low, middle, high, unit, isPartial }: ColorScale) {
  return (
    <div class="scale">
      <div class="bar" aria-hidden="true">
        {Array.from({ length: STEPS }, (_, i) => (
          <i key={i} style={{ background: interpolateViridis(i / (STEPS - 1)) }} />
        ))}
      </div>
      {[low, middle, high].map((value, i) => (
        <span key={i} class="number">
          {shortNumber(value) + unit}
        </span>
      ))}
      {isPartial && (
        <p class="small muted">
          <i class="dot" style={{ background: colorOfGroup(-1) }} />
          has no such number
        </p>
      )}
    </div>
  )
}
