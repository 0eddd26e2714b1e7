import { useState } from 'preact/hooks'
import type { LibraryView } from '../../shared/schema/library.js'
import { addFolders, removeFolder } from '../state/library.js'

/** The folders of the library, and how their files are read; each can be looked at again, or be forgotten. */
export function FolderTable({ view }: { readonly view: LibraryView }) {
  const [message, setMessage] = useState('')
  const attempt = (work: () => Promise<void>) =>
    void work().then(
      () => setMessage(''),
      (error: Error) => setMessage(error.message),
    )
  const remove = (path: string) => {
    if (confirm(`Take ${path} out of the library? No file of it is touched.`)) attempt(() => removeFolder(path))
  }
  return (
    <section class="card" aria-labelledby="folders">
      <header>
        <h2 id="folders">Folders</h2>
        {view.space && <span class="small muted">compared by {view.space}</span>}
      </header>
      <p class="message" role="alert">
        {message}
      </p>
      <div class="scroll" role="region" aria-label="Table of the folders" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>Folder</th>
              <th>Ids begin with</th>
              <th>Up</th>
              <th>Several shapes in a file</th>
              <th>
                <span class="hidden-text">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.folders.map(({ path, prefix, up, split }) => (
              <tr key={path}>
                <td class="mono">{path}</td>
                <td class="mono">{prefix}</td>
                <td>{up === 'none' ? 'any' : up}</td>
                <td>{split === 'auto' ? 'told apart' : 'taken as one'}</td>
                <td>
                  <div class="actions beside">
                    <button
                      class="quiet small"
                      disabled={view.adding !== null}
                      aria-label={`Look again: ${path}`}
                      onClick={() => attempt(() => addFolders({ folders: [path], up, split }))}
                    >
                      Look again
                    </button>
                    <button
                      class="quiet small danger"
                      disabled={view.adding !== null}
                      aria-label={`Remove ${path}`}
                      onClick={() => remove(path)}
                    >
                      Remove
                    </button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
