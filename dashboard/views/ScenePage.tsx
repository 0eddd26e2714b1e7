import { useState } from 'preact/hooks'
import type { SceneView } from '../../shared/schema/scene.js'
import { SCENE_STAGES, wordsOf } from '../../shared/stageWords.js'
import { FactList } from '../parts/FactList.js'
import { FileList } from '../parts/FileList.js'
import { Link } from '../parts/Link.js'
import { PictureCard } from '../parts/PictureCard.js'
import { ReasonList } from '../parts/ReasonList.js'
import { StageProgress } from '../parts/StageProgress.js'
import { StateBadge } from '../parts/StateBadge.js'
import { duration, moment, secondsOf } from '../parts/words.js'
import { cancelScene, readScenes, scenes } from '../state/scenes.js'
import { subjectOfScene, type DoneScene } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'
import { nameOfScene, TASKS } from './ScenesView.js'
import { SubjectViews } from './SubjectViews.js'

const PICTURES = [
  { name: 'scene.png', alt: 'The scene in Blender', caption: 'The scene as it stands in Blender' },
  { name: 'families.png', alt: 'The largest groups', caption: 'The largest groups, the most typical first' },
  { name: 'map.png', alt: 'Map of the meshes', caption: 'Every mesh on two principal components' },
]

interface ScenePageProps {
  readonly id: string
  readonly tab: string
  readonly shape: string
}

/** One scene: the request, its progress or result, and the views of its groups. */
export function ScenePage({ id, tab, shape }: ScenePageProps) {
  useAnswer(readScenes, [])
  const scene = scenes.value?.find((each) => each.id === id)
  if (scene === undefined) return scenes.value === undefined ? null : <NoScene id={id} />
  return (
    <>
      <SceneHead scene={scene} />
      {scene.status === 'done' ? <DoneViews scene={scene} tab={tab} shape={shape} /> : <NotDone scene={scene} />}
    </>
  )
}

function DoneViews({ scene, tab, shape }: { readonly scene: DoneScene; readonly tab: string; readonly shape: string }) {
  const subject = subjectOfScene(scene)
  const overview = () => <Overview scene={scene} />
  const files = () => <FileList folder={`/api/scenes/${scene.id}/files`} files={scene.files} />
  if (subject === undefined)
    return (
      <>
        {overview()}
        {files()}
      </>
    )
  return (
    <SubjectViews
      subject={subject}
      tab={tab}
      shape={shape}
      own={[
        { name: '', title: 'Overview', view: overview },
        { name: 'files', title: 'Files', view: files },
      ]}
    />
  )
}

function SceneHead({ scene }: { readonly scene: SceneView }) {
  const [message, setMessage] = useState('')
  const isLive = scene.status === 'queued' || scene.status === 'running'
  const cancel = () => void cancelScene(scene.id).then(readScenes, (error: Error) => setMessage(error.message))
  return (
    <header class="head">
      <div>
        <h1>{nameOfScene(scene)}</h1>
        <p class="lead">
          <StateBadge status={scene.status} /> · {TASKS[scene.request.task]} · {moment(scene.created)}
        </p>
        <p class="message" role="alert">
          {message}
        </p>
      </div>
      <div class="actions">{isLive && <button onClick={cancel}>Cancel</button>}</div>
    </header>
  )
}

function NotDone({ scene }: { readonly scene: Exclude<SceneView, DoneScene> }) {
  switch (scene.status) {
    case 'failed':
      return (
        <section class="verdict stop">
          <h2>This task failed</h2>
          <p>{scene.error.message}</p>
        </section>
      )
    case 'cancelled':
      return <section class="card empty">It was cancelled; nothing of it is kept.</section>
    case 'queued':
      return <section class="card empty">It waits for those before it.</section>
    case 'running':
      return (
        <StageProgress done={scene.done} total={scene.total}>
          {wordsOf(SCENE_STAGES, scene.stage)}
        </StageProgress>
      )
  }
}

function Overview({ scene }: { readonly scene: DoneScene }) {
  const { report, summary, notes, files } = scene
  const facts: (readonly [string, string])[] = [
    ['Objects', report.objects.toLocaleString('en')],
    ['Different meshes', report.shapes.toLocaleString('en')],
    ['Left out', report.leftOut.length.toLocaleString('en')],
    ['Compared by', report.compared.join(', ')],
    ['Blender', report.blender],
    ['Time', duration(secondsOf(report.stages))],
  ]
  return (
    <>
      <section class={notes.length > 0 ? 'verdict warn' : 'verdict'}>
        <h2>{summary}</h2>
        {notes.length > 0 && (
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </section>
      <section class="card" aria-labelledby="figures">
        <header>
          <h2 id="figures">Figures</h2>
        </header>
        <FactList facts={facts} />
        <ReasonList title="Left out" reasons={report.leftOut.map(({ id, message }) => [id, message])} />
      </section>
      {PICTURES.some(({ name }) => files.includes(name)) && (
        <PictureCard pictures={PICTURES} folder={`/api/scenes/${scene.id}/files`} files={files} />
      )}
    </>
  )
}

const NoScene = ({ id }: { readonly id: string }) => (
  <section class="card empty">
    <h1>There is no scene {id}</h1>
    <p>It may belong to another server.</p>
    <Link class="button" to="/scenes">
      All scenes
    </Link>
  </section>
)
