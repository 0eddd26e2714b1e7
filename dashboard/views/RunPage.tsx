import { useEffect, useState } from 'preact/hooks'
import type { RunView } from '../../shared/schema/run.js'
import { Link } from '../parts/Link.js'
import { StateBadge } from '../parts/StateBadge.js'
import { moment } from '../parts/words.js'
import { liveOf, readLive } from '../state/liveRuns.js'
import { go, route } from '../state/route.js'
import { cancelRun, removeRun, runs, startRun } from '../state/runs.js'
import { FamiliesView } from './FamiliesView.js'
import { FilesView } from './FilesView.js'
import { LiveView } from './LiveView.js'
import { MapView } from './MapView.js'
import { ShapeView } from './ShapeView.js'
import { TreeView } from './TreeView.js'
import { ResultView } from './ResultView.js'

const TABS = [
  { name: '', title: 'Overview', View: ResultView },
  { name: 'map', title: 'Map', View: MapView },
  { name: 'families', title: 'Families', View: FamiliesView },
  { name: 'tree', title: 'Tree', View: TreeView },
  { name: 'files', title: 'Files', View: FilesView },
]

/** One run: what it is asked for, what it does or has given, and the views of its result. */
export function RunPage({ id, tab }: { readonly id: string; readonly tab: string }) {
  const run = runs.value?.find((each) => each.id === id)
  if (run === undefined) return runs.value === undefined ? null : <NoRun id={id} />
  const View = tab === 'shapes' ? ShapeView : (TABS.find(({ name }) => name === tab) ?? TABS[0]).View
  // A tree that was cut anew stays so from view to view.
  const groups = route.value.settings.get('groups')
  const cut = groups === null ? '' : `?groups=${groups}`
  return (
    <>
      <RunHead run={run} />
      {run.status === 'done' ? (
        <>
          <nav class="tabs" aria-label="Views of this run">
            {TABS.map(({ name, title }) => (
              <Link
                key={name}
                to={`/runs/${id}${name && `/${name}${cut}`}`}
                aria-current={name === tab ? 'page' : undefined}
              >
                {title}
              </Link>
            ))}
          </nav>
          <View run={run} />
        </>
      ) : (
        <LiveOrEnded run={run} />
      )}
    </>
  )
}

function LiveOrEnded({ run }: { readonly run: RunView }) {
  const { id } = run
  useEffect(() => void readLive(id).catch(() => undefined), [id])
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
        <h1>
          {request.count.toLocaleString('en')} shapes, {request.groups} groups
        </h1>
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
