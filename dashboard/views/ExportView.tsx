import { useState } from 'preact/hooks'
import { SHOWN_EXPORTS, type ExportName } from '../../shared/schema/shownExports.js'
import { saveExport } from '../state/saveExport.js'
import type { Subject } from '../state/subject.js'

/** Files for other programs, with the groups of the present cut. */
export function ExportView({ subject }: { readonly subject: Subject }) {
  const [message, setMessage] = useState('')
  const [making, setMaking] = useState('')
  const save = (name: ExportName) => {
    setMaking(name)
    void saveExport(subject, name)
      .then(
        () => setMessage(''),
        (error: Error) => setMessage(error.message),
      )
      .finally(() => setMaking(''))
  }
  return (
    <section class="card" aria-labelledby="export">
      <header>
        <h2 id="export">Export</h2>
        <span class="small muted">the groups as they are shown now</span>
      </header>
      <p class="message" role="alert">
        {message}
      </p>
      <ul class="exports">
        {(Object.entries(SHOWN_EXPORTS) as [ExportName, string][]).map(([name, words]) => (
          <li key={name}>
            <button onClick={() => save(name)} aria-label={`Save ${name}`} disabled={making !== ''}>
              {name}
            </button>
            <span class="small muted">{making === name ? 'Being made …' : words}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
