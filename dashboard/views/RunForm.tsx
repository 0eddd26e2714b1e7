import { useEffect, useState } from 'preact/hooks'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import { readRequestFields, type RequestField } from '../state/requestFields.js'
import { go } from '../state/route.js'
import { startRun } from '../state/runs.js'

/** Starts a run: a field for each of the request's schema, with its words, its range and its choices. */
export function RunForm() {
  const [fields, setFields] = useState<readonly RequestField[]>([])
  const [message, setMessage] = useState('')
  useEffect(() => {
    readRequestFields().then(setFields, (error: Error) => setMessage(error.message))
  }, [])
  const start = async (event: SubmitEvent) => {
    event.preventDefault()
    const texts = new FormData(event.currentTarget as HTMLFormElement)
    const values = fields.map(({ name, kind }) => {
      const value = texts.get(name)
      return [name, kind === 'number' ? Number(value) : value]
    })
    try {
      go(`/runs/${await startRun(Object.fromEntries(values) as RunRequest)}`)
    } catch (error) {
      setMessage((error as Error).message)
    }
  }
  return (
    <form class="card" aria-labelledby="new-run" onSubmit={(event) => void start(event)}>
      <header>
        <h2 id="new-run">New run</h2>
      </header>
      <div class="fields">
        {fields.map((field) => (
          <Field key={field.name} field={field} />
        ))}
      </div>
      <div class="actions">
        <button class="primary" disabled={fields.length === 0}>
          Run
        </button>
        <output class="message" role="alert">
          {message}
        </output>
      </div>
    </form>
  )
}

function Field({ field }: { readonly field: RequestField }) {
  const { name, title, description } = field
  const [value, setValue] = useState(String(field.default))
  const help =
    field.kind === 'choice' ? field.choices[value] : `${description}. ${field.minimum} to ${spell(field.maximum)}`
  const keep = (event: Event) => setValue((event.currentTarget as HTMLInputElement | HTMLSelectElement).value)
  const common = { name, value, onInput: keep, 'aria-describedby': `help-${name}` }
  return (
    <div class="field">
      <label for={`field-${name}`}>{title}</label>
      {field.kind === 'choice' ? (
        <select id={`field-${name}`} {...common} title={description}>
          {Object.keys(field.choices).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input id={`field-${name}`} {...common} type="number" min={field.minimum} max={field.maximum} required />
      )}
      <span class="help" id={`help-${name}`}>
        {help}
      </span>
    </div>
  )
}

const spell = (value: number): string => value.toLocaleString('en')
