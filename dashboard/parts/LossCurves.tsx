import { keepSettings, route } from '../state/route.js'
import type { Chart } from './chart.js'
import Curves from './Curves.js'

/** Curves of losses, which fall by powers of ten: they can be looked at by their logarithm, and the address tells. */
export default function LossCurves(chart: Chart) {
  const isLog = route.value.settings.get('loss') === 'log'
  return (
    <>
      <label class="check small">
        <input
          type="checkbox"
          checked={isLog}
          onChange={(event) => keepSettings({ loss: event.currentTarget.checked ? 'log' : '' })}
        />
        Logarithmic
      </label>
      <Curves {...chart} isLog={isLog} />
    </>
  )
}
