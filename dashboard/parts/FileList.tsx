import { useState } from 'preact/hooks'
import { download } from '../api/fileUrls.js'

interface FileListProps {
  /** Address of the folder. */
  readonly folder: string
  readonly files: readonly string[]
}

/** All files of a run or a scene, with links to save them. */
export function FileList({ folder, files }: FileListProps) {
  const [message, setMessage] = useState('')
  const save = (name: string) =>
    void download(`${folder}/${name}`, name.split('/').at(-1) ?? name).then(
      () => setMessage(''),
      (error: Error) => setMessage(error.message),
    )
  return (
    <section class="card" aria-labelledby="files">
      <header>
        <h2 id="files">Files</h2>
        <span class="small muted">Tables are tab-separated; curves open in TensorBoard, the tree in SciPy.</span>
      </header>
      <p class="message" role="alert">
        {message}
      </p>
      <ul class="files">
        {files.map((name) => (
          <li key={name}>
            <button class="quiet" onClick={() => save(name)} aria-label={`Save ${name}`}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
