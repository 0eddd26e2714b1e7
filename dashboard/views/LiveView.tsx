import type { LiveRun } from '../../shared/schema/liveEvent.js'
import { StageList } from '../parts/StageList.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { TrainingCurves } from '../parts/TrainingCurves.js'
import { counted } from '../../shared/counted.js'

/** Number of the newest shapes that are shown; more would be slow and show nothing new. */
const SHOWN_SHAPES = 120

/** A run under way: its stages, curves and shapes, as they arrive. */
export function LiveView({ run }: { readonly run: LiveRun }) {
  const { shapes, epochs, rawAccuracy } = run
  const newest = shapes.slice(-SHOWN_SHAPES).reverse()
  return (
    <>
      <section class="card" aria-labelledby="stages">
        <header>
          <h2 id="stages">{run.progress.status === 'queued' ? 'Waits for the run before it' : 'Under way'}</h2>
        </header>
        <StageList run={run} />
      </section>
      {epochs.length > 0 && (
        <section class="card" aria-labelledby="training">
          <header>
            <h2 id="training">Training</h2>
            <span class="small muted">epoch {epochs.at(-1)?.epoch}</span>
          </header>
          <TrainingCurves epochs={epochs} rawAccuracy={rawAccuracy} />
        </section>
      )}
      {shapes.length > 0 && (
        <section class="card" aria-labelledby="shapes">
          <header>
            <h2 id="shapes">Shapes from Blender</h2>
            <span class="small muted">{counted(shapes.length, 'shape')}, the newest first</span>
          </header>
          <ul class="wall">
            {newest.map(({ index, id, key }) => (
              <li key={index} class="thumbnail" title={id}>
                <Thumbnail picture={`thumbnails/${key}`} name={id} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
