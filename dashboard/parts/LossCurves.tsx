import { keepSettings, route } from '../state/route.js'
import type { Chart } from './chart.js'
import Curves from './Curves.js'

interface LossCurvesProps extends Chart {
  /** Stands above the chart; default nothing. */
  readonly title?: string
}

/** Curves of losses, which fall by powers of ten: they can be looked at by their logarithm, and the address tells. */
export default function LossCurves({ title, ...chart }: LossCurvesProps) {
  const isLog = route.value.settings.get('loss') === 'log'
  return (
    <>
      <div class="chart-head">
        {title && <h3>{title}</h3>}
        <label class="check small">
          <input
            type="checkbox"
            checked={isLog}
            onChange={(event) => keepSettings({ loss: event.currentTarget.checked ? 'log' : '' })}
          />
          Logarithmic
        </label>
      </div>
      <Curves {...chart} isLog={isLog} />
    </>
  )
}
