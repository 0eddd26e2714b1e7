import { GROUP_COLORS } from '../../shared/groupColors.js'
import { ApiImage } from '../parts/ApiImage.js'
import { ComparedCurves } from '../parts/ComparedCurves.js'
import { ComparedFigures } from '../parts/ComparedFigures.js'
import { ConfusionTable } from '../parts/ConfusionTable.js'
import { Link } from '../parts/Link.js'
import { moment } from '../parts/words.js'
import { readRequestFields } from '../state/requestFields.js'
import type { DoneRun, Parameter } from '../state/subject.js'
import { route } from '../state/route.js'
import { runs } from '../state/runs.js'
import { useAnswer } from '../state/useAnswer.js'

/** Runs side by side: parameters that differ, figures, curves and maps. */
export function CompareView() {
  const { answer: fields = [] } = useAnswer(() => readRequestFields('RunRequest'), [])
  const titles = new Map(fields.map(({ name, title }) => [name, title]))
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
  const parameters = Object.keys(compared[0].request) as Parameter[]
  const differing = parameters.filter((name) => new Set(compared.map(({ request }) => request[name])).size > 1)
  const titleOf = (name: Parameter) => titles.get(name) ?? name
  const names = compared.map(nameOf)
  return (
    <>
      <header class="head">
        <div>
          <h1>{compared.length} runs side by side</h1>
          <p class="lead">
            {differing.length === 0
              ? 'They were asked for alike.'
              : `They differ in ${differing.map(titleOf).join(', ')}.`}
          </p>
        </div>
      </header>
      <ComparedFigures {...{ runs: compared, names, parameters, differing, titleOf }} />
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
              <figcaption class="small muted">
                <i class="dot" style={{ background: GROUP_COLORS[i] }} />
                {names[i]}
              </figcaption>
            </figure>
          ))}
        </div>
      </section>
    </>
  )
}

/** Runs that were started in the same minute are told apart by their parameters. */
const nameOf = ({ created, request: { preset, count, seed } }: DoneRun): string =>
  `${preset} ${count}, seed ${seed}, ${moment(created)}`
