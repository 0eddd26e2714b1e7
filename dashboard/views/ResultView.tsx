import { LONG_RUN_STAGES, RUN_STAGES } from '../../shared/stageWords.js'
import { ConfusionTable } from '../parts/ConfusionTable.js'
import { FactList } from '../parts/FactList.js'
import { PictureCard } from '../parts/PictureCard.js'
import { ReasonList } from '../parts/ReasonList.js'
import { Scores } from '../parts/Scores.js'
import { TrainingCurves } from '../parts/TrainingCurves.js'
import { Verdict } from '../parts/Verdict.js'
import { duration, secondsOf } from '../parts/words.js'
import { readCurves } from '../state/curves.js'
import type { DoneRun } from '../state/subject.js'
import { liveOf, readLive } from '../state/liveRuns.js'
import { useAnswer } from '../state/useAnswer.js'

const PICTURES = [
  { name: 'map.png', alt: 'Map of the shapes', caption: 'Every shape on two principal components of the embedding' },
  { name: 'scene.png', alt: 'The scene in Blender', caption: 'The scene as it stands in Blender' },
]

/** The result of a run: verdict, figures, curves and pictures. */
export function ResultView({ run }: { readonly run: DoneRun }) {
  const { id, report, notes, files } = run
  useAnswer(() => readLive(id), [id])
  const { answer: epochs = [] } = useAnswer(() => readCurves(id), [id])
  return (
    <>
      <Verdict health={report.health} notes={notes} />
      <div class="columns">
        <section class="card" aria-labelledby="figures">
          <header>
            <h2 id="figures">Figures</h2>
          </header>
          <Scores learned={report.test} raw={report.baseline} />
        </section>
        <section class="card" aria-labelledby="making">
          <header>
            <h2 id="making">How it was made</h2>
          </header>
          <Making run={run} />
        </section>
      </div>
      {epochs.length > 0 && (
        <section class="card" aria-labelledby="training">
          <header>
            <h2 id="training">Training</h2>
          </header>
          <TrainingCurves epochs={epochs} rawAccuracy={liveOf(id)?.rawAccuracy ?? null} />
        </section>
      )}
      <section class="card" aria-labelledby="confusion">
        <header>
          <h2 id="confusion">Confusion</h2>
          <span class="small muted">test shapes: their class down, that of the nearest class center across</span>
        </header>
        <div class="columns">
          {(['test', 'baseline'] as const).map((which) => (
            <figure key={which}>
              <h3>{which === 'test' ? 'learned' : 'raw'}</h3>
              <ConfusionTable
                confusion={report[which].confusion}
                label={`Confusion, ${which === 'test' ? 'learned' : 'raw'}`}
              />
            </figure>
          ))}
        </div>
      </section>
      <PictureCard pictures={PICTURES} folder={`/api/runs/${id}/files`} files={files} />
    </>
  )
}

function Making({ run: { report } }: { readonly run: DoneRun }) {
  const facts: (readonly [string, string])[] = [
    ['Time', duration(secondsOf(report.stages))],
    ['Blender', report.blender],
    ['TensorFlow.js', report.backend],
    ['Colored', String(report.colored)],
    ['Refused', String(report.refused.length)],
    ['Groups of', report.fit === 'test' ? 'test shapes' : 'all shapes'],
  ]
  return (
    <>
      <FactList facts={facts} />
      <table>
        <tbody>
          {LONG_RUN_STAGES.filter((name) => name in report.stages).map((name) => (
            <tr key={name}>
              <th scope="row">{RUN_STAGES[name]}</th>
              <td class="number">{duration(report.stages[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ReasonList title="Refused shapes" reasons={report.refused.map(({ id, reason }) => [id, reason])} />
    </>
  )
}
