import { useState } from 'preact/hooks'
import type { RunView } from '../../shared/schema/run.js'
import { FileList } from '../parts/FileList.js'
import { Link } from '../parts/Link.js'
import { StateBadge } from '../parts/StateBadge.js'
import { moment, titleOfRun } from '../parts/words.js'
import { liveOf, readLive } from '../state/liveRuns.js'
import { go } from '../state/route.js'
import { cancelRun, removeRun, runs, startRun } from '../state/runs.js'
import { subjectOfRun } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'
import { LiveView } from './LiveView.js'
import { ResultView } from './ResultView.js'
import { SubjectViews } from './SubjectViews.js'

interface RunPageProps {
  readonly id: string
  readonly tab: string
  readonly shape: string
}

/** One run: its parameters, its progress or result, and the views of that result. */
export function RunPage({ id, tab, shape }: RunPageProps) {
  const run = runs.value?.find((each) => each.id === id)
  if (run === undefined) return runs.value === undefined ? null : <NoRun id={id} />
  return (
    <>
      <RunHead run={run} />
      {run.status === 'done' ? (
        <SubjectViews
          subject={subjectOfRun(run)}
          tab={tab}
          shape={shape}
          own={[
            { name: '', title: 'Overview', view: () => <ResultView run={run} /> },
            {
              name: 'files',
              title: 'Files',
              view: () => <FileList folder={`/api/runs/${id}/files`} files={run.files} />,
            },
          ]}
        />
      ) : (
        <LiveOrEnded run={run} />
      )}
    </>
  )
}

function LiveOrEnded({ run }: { readonly run: RunView }) {
  const { id } = run
  useAnswer(() => readLive(id), [id])
  const live = liveOf(id)
  return (
    <>
      {run.status === 'failed' && (
        <section class="verdict stop">
          <h2>This run failed</h2>
          <p>{run.error.message}</p>
        </section>
      )}
      {run.status === 'cancelled' && (
        <section class="card empty">This run was cancelled; nothing of it is kept.</section>
      )}
      {live && (run.status === 'running' || run.status === 'queued') && <LiveView run={live} />}
    </>
  )
}

function RunHead({ run }: { readonly run: RunView }) {
  const { id, request, created, status } = run
  const [message, setMessage] = useState('')
  const attempt = (work: () => Promise<unknown>) =>
    void work().then(
      () => setMessage(''),
      (error: Error) => setMessage(error.message),
    )
  const again = async () => go(`/runs/${await startRun(request)}`)
  const remove = async () => {
    if (!confirm('Delete this run with all its files? This can not be undone.')) return
    await removeRun(id)
    go('/runs')
  }
  const isLive = status === 'queued' || status === 'running'
  return (
    <header class="head">
      <div>
        <h1>{titleOfRun(run)}</h1>
        <p class="lead">
          <StateBadge status={status} /> · preset {request.preset}, seed {request.seed} · {moment(created)}
          {run.door === 'blender' ? ' · from Blender' : ''}
        </p>
        <p class="message" role="alert">
          {message}
        </p>
      </div>
      <div class="actions">
        {isLive && <button onClick={() => attempt(() => cancelRun(id))}>Cancel</button>}
        {!isLive && <button onClick={() => attempt(again)}>Run again with this seed</button>}
        {!isLive && (
          <button class="danger" onClick={() => attempt(remove)}>
            Delete
          </button>
        )}
      </div>
    </header>
  )
}

const NoRun = ({ id }: { readonly id: string }) => (
  <section class="card empty">
    <h1>There is no run {id}</h1>
    <p>It may have been deleted, or belong to another server.</p>
    <Link class="button" to="/runs">
      All runs
    </Link>
  </section>
)
