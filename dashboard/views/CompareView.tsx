import { lazy, Suspense } from 'preact/compat'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { GROUP_COLORS } from '../../shared/groupColors.js'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { ApiImage } from '../parts/ApiImage.js'
import { ConfusionTable } from '../parts/ConfusionTable.js'
import { Link } from '../parts/Link.js'
import { duration, figure, moment } from '../parts/words.js'
import { readCurves } from '../state/curves.js'
import type { DoneRun } from '../state/subject.js'
import { route } from '../state/route.js'
import { runs } from '../state/runs.js'

const Curves = lazy(() => import('../parts/Curves.js'))

const FIGURES = ['accuracy', 'map', 'precisionAt1', 'ari', 'silhouette'] as const
const TITLES = {
  accuracy: 'Accuracy',
  map: 'MAP@R',
  precisionAt1: 'Nearest neighbor',
  ari: 'ARI',
  silhouette: 'Silhouette',
}

/** Runs side by side: what differs in what was asked for, the figures, the curves, the maps. */
export function CompareView() {
  const ids = (route.value.settings.get('runs') ?? '').split(',')
  const compared = (runs.value ?? []).filter((run): run is DoneRun => run.status === 'done' && ids.includes(run.id))
  if (runs.value === undefined) return null
  if (compared.length < 2)
    return (
      <section class="card empty">
        <h1>Nothing to compare</h1>
        <p>Choose two or more finished runs in the table.</p>
        <Link class="button" to="/runs">
          All runs
        </Link>
      </section>
    )
  const parameters = Object.keys(compared[0].request) as (keyof DoneRun['request'])[]
  const differing = parameters.filter((name) => new Set(compared.map(({ request }) => request[name])).size > 1)
  const names = compared.map(nameOf)
  return (
    <>
      <header class="head">
        <div>
          <h1>{compared.length} runs side by side</h1>
          <p class="lead">
            {differing.length === 0 ? 'They were asked for alike.' : `They differ in ${differing.join(', ')}.`}
          </p>
        </div>
      </header>
      <section class="card" aria-label="Parameters and figures">
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th></th>
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
                  <th scope="row">{name}</th>
                  {compared.map(({ id, request }) => (
                    <td key={id} class="number">
                      {request[name]}
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
                    {duration(Object.values(report.stages).reduce((sum, seconds) => sum + seconds, 0))}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
        <p class="small muted">Learned figures on the test shapes; the raw ones below each. The best stands out.</p>
      </section>
      <ComparedCurves runs={compared} names={names} />
      <section class="card" aria-labelledby="confusions">
        <header>
          <h2 id="confusions">Confusion</h2>
          <span class="small muted">test shapes: their class down, that of the nearest class center across</span>
        </header>
        <div class="pictures">
          {compared.map(({ id, report }, i) => (
            <figure key={id}>
              <ConfusionTable confusion={report.test.confusion} label={`Confusion of the run ${names[i]}`} />
              <figcaption class="small muted">
                <i class="dot" style={{ background: GROUP_COLORS[i] }} />
                {names[i]}
              </figcaption>
            </figure>
          ))}
        </div>
      </section>
      <section class="card" aria-labelledby="maps">
        <header>
          <h2 id="maps">Maps</h2>
        </header>
        <div class="pictures">
          {compared.map(({ id }, i) => (
            <figure key={id}>
              <ApiImage path={`/api/runs/${id}/files/map.png`} alt={`Map of the run ${names[i]}`} />
              <figcaption class="small muted">{names[i]}</figcaption>
            </figure>
          ))}
        </div>
      </section>
    </>
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
          {values[i] === best ? <strong>{figure(values[i])}</strong> : figure(values[i])}
          <div class="small muted">{figure(report.baseline[name])}</div>
        </td>
      ))}
    </tr>
  )
}

interface ComparedCurvesProps {
  readonly runs: readonly DoneRun[]
  readonly names: readonly string[]
}

function ComparedCurves({ runs: compared, names }: ComparedCurvesProps) {
  const [epochs, setEpochs] = useState<ReadonlyMap<string, readonly EpochFigures[]>>(new Map())
  const key = compared.map(({ id }) => id).join()
  useEffect(() => {
    void Promise.all(compared.map(async ({ id }) => [id, await readCurves(id).catch(() => [])] as const)).then((read) =>
      setEpochs(new Map(read)),
    )
  }, [key])
  const { x, curves } = useMemo(() => {
    const longest = Math.max(0, ...[...epochs.values()].map((each) => each.length))
    const x = Array.from({ length: longest }, (_, i) => i + 1)
    const curves = compared.map(({ id }, i) => {
      const own = epochs.get(id) ?? []
      return { name: names[i], color: GROUP_COLORS[i], values: x.map((_, k) => own[k]?.validLoss ?? null) }
    })
    return { x, curves }
  }, [epochs])
  return (
    <section class="card" aria-labelledby="curves">
      <header>
        <h2 id="curves">Validation loss</h2>
      </header>
      <Suspense fallback={<div class="chart" />}>
        <Curves label="Validation loss by epoch" x={x} curves={curves} />
      </Suspense>
    </section>
  )
}

/** Runs that were begun in one minute are told apart by what was asked for. */
const nameOf = ({ created, request: { preset, count, seed } }: DoneRun): string =>
  `${preset} ${count}, seed ${seed}, ${moment(created)}`
