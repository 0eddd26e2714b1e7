import { go } from '../state/route.js'
import { runs, startRun } from '../state/runs.js'
import { RequestForm } from '../parts/RequestForm.js'
import { RunsUnderWay } from '../parts/RunsUnderWay.js'
import { RunsTable } from './RunsTable.js'

/** The first view: a form to start a run, and all runs. */
export function RunsView() {
  const list = runs.value
  return (
    <>
      <header class="head">
        <div>
          <h1>Experiments</h1>
          <p class="lead">Seeded shapes from Blender, a learned embedding of them, and the groups found in it.</p>
        </div>
      </header>
      <RunsUnderWay runs={list ?? []} />
      <RequestForm
        title="New run"
        action="Run"
        schema="RunRequest"
        onStart={async (values) => go(`/runs/${await startRun(values)}`)}
      />
      {list !== undefined && list.length > 0 && <RunsTable runs={list} />}
      {list?.length === 0 && (
        <section class="card empty">
          <h2>No runs yet</h2>
          <p>
            Press Run: with the values above it takes a minute or two. Runs of the panel in Blender appear here, too.
          </p>
        </section>
      )}
    </>
  )
}
