import { useState } from 'preact/hooks'
import type { LibraryFolders } from '../../shared/schema/library.js'
import { addFolders } from '../state/library.js'

const UPS = { y: 'y, as most files', z: 'z', none: 'they may lie in any way' } as const

/** A form that adds a folder to the library, or looks at it again. */
export function FolderForm() {
  const [path, setPath] = useState('')
  const [up, setUp] = useState<LibraryFolders['up']>('y')
  const [message, setMessage] = useState('')
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    // The path stays: whether there is such a folder is known later.
    addFolders({ folders: [path], up }).then(
      () => setMessage(''),
      (error: Error) => setMessage(error.message),
    )
  }
  return (
    <form class="card" aria-labelledby="add-folder" onSubmit={add}>
      <header>
        <h2 id="add-folder">Add a folder</h2>
      </header>
      <div class="fields wide">
        <div class="field">
          <label for="folder">Folder</label>
          <input
            id="folder"
            type="text"
            required
            value={path}
            aria-describedby="help-folder"
            onInput={(event) => setPath(event.currentTarget.value)}
          />
          <span class="help" id="help-folder">
            Its whole path on the computer of the server. One that is there already is looked at again: only what is new
            is described.
          </span>
        </div>
        <div class="field">
          <label for="up">Up</label>
          <select
            id="up"
            value={up}
            aria-describedby="help-up"
            onChange={(event) => setUp(event.currentTarget.value as LibraryFolders['up'])}
          >
            {Object.entries(UPS).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
          <span class="help" id="help-up">
            What points up in the files
          </span>
        </div>
      </div>
      <div class="actions">
        <button class="primary">Add</button>
        <output class="message" role="alert">
          {message}
        </output>
      </div>
    </form>
  )
}
