import { useState } from 'preact/hooks'
import { SHOWN_EXPORTS } from '../../shared/schema/shownExports.js'
import { download } from '../api/fileUrls.js'
import { cutOfAddress, cutQuery, type Subject } from '../state/subject.js'

/** Files for other programs, with the groups of the present cut. */
export function ExportView({ subject }: { readonly subject: Subject }) {
  const [message, setMessage] = useState('')
  const cut = cutQuery(cutOfAddress())
  const save = (name: string) =>
    void download(`${subject.api}/export/${name}${cut}`, name).then(
      () => setMessage(''),
      (error: Error) => setMessage(error.message),
    )
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
        {Object.entries(SHOWN_EXPORTS).map(([name, words]) => (
          <li key={name}>
            <button onClick={() => save(name)} aria-label={`Save ${name}`}>
              {name}
            </button>
            <span class="small muted">{words}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
