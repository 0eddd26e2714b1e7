import type { ShapesPage } from '../../shared/schema/library.js'
import { getJson } from '../api/call.js'
import { counted } from '../../shared/counted.js'
import { useAnswer } from '../state/useAnswer.js'

/** Files that are listed: enough to see what the trouble is. */
const SHOWN = 50

/** Files of the library that have no numbers, with the reasons. */
export function RefusedFiles({ count }: { readonly count: number }) {
  const { answer: page } = useAnswer(
    () => getJson<ShapesPage>(`/api/library/shapes?status=refused&limit=${SHOWN}`),
    [count],
  )
  return (
    <section class="card" aria-labelledby="refused">
      <header>
        <h2 id="refused">Left out</h2>
        <span class="small muted">{counted(count, 'shape')} that can not be compared</span>
      </header>
      <ul class="small">
        {page?.shapes.map(({ number, id, status, message }) => (
          <li key={number}>
            <span class="mono">{id}</span>: {message ?? status}
          </li>
        ))}
      </ul>
      {count > SHOWN && <p class="small muted">and {count - SHOWN} more</p>}
    </section>
  )
}
