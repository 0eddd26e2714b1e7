import { GROUP_COLORS } from '../../shared/groupColors.js'
import type { DoneRun, Parameter } from '../state/subject.js'
import { Link } from './Link.js'
import { duration, figure, secondsOf } from './words.js'

const FIGURES = ['accuracy', 'map', 'precisionAt1', 'ari', 'silhouette'] as const
const TITLES = {
  accuracy: 'Accuracy',
  map: 'MAP@R',
  precisionAt1: 'Nearest neighbor',
  ari: 'ARI',
  silhouette: 'Silhouette',
}

interface ComparedFiguresProps {
  readonly runs: readonly DoneRun[]
  readonly names: readonly string[]
  readonly parameters: readonly Parameter[]
  /** Parameters that are not the same for all runs. */
  readonly differing: readonly Parameter[]
  readonly titleOf: (parameter: Parameter) => string
}

/** Parameters and results, with a column for each run; the best figures are highlighted. */
export function ComparedFigures({ runs: compared, names, parameters, differing, titleOf }: ComparedFiguresProps) {
  return (
    <section class="card" aria-label="Parameters and figures">
      <div class="scroll" role="region" aria-label="Table of parameters and figures" tabIndex={0}>
        <table class="compared">
          <thead>
            <tr>
              <th>
                <span class="hidden-text">Parameter or figure</span>
              </th>
              {compared.map(({ id }, i) => (
                <th key={id} class="number">
                  <i class="dot" style={{ background: GROUP_COLORS[i] }} />
                  <Link to={`/runs/${id}`}>{names[i]}</Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parameters.map((name) => (
              <tr key={name} class={differing.includes(name) ? 'differs' : ''}>
                <th scope="row">{titleOf(name)}</th>
                {compared.map(({ id, request }) => (
                  <td key={id} class="number">
                    {request[name] === '' ? 'all' : request[name]}
                  </td>
                ))}
              </tr>
            ))}
            {FIGURES.map((name) => (
              <FigureRow key={name} name={name} runs={compared} />
            ))}
            <tr>
              <th scope="row">Time</th>
              {compared.map(({ id, report }) => (
                <td key={id} class="number">
                  {duration(secondsOf(report.stages))}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p class="small muted">Learned figures on the test shapes; the raw ones below each. The best stands out.</p>
    </section>
  )
}

function FigureRow({
  name,
  runs: compared,
}: {
  readonly name: (typeof FIGURES)[number]
  readonly runs: readonly DoneRun[]
}) {
  const values = compared.map(({ report }) => report.test[name])
  const best = Math.max(...values.map((value) => value ?? -Infinity))
  return (
    <tr>
      <th scope="row">{TITLES[name]}</th>
      {compared.map(({ id, report }, i) => (
        <td key={id} class="number">
          {figure(values[i]) === figure(best) ? <strong>{figure(values[i])}</strong> : figure(values[i])}
          <div class="small muted">{figure(report.baseline[name])}</div>
        </td>
      ))}
    </tr>
  )
}
