import { useEffect, useState } from 'preact/hooks'
import { readRequestFields, type RequestField } from '../state/requestFields.js'
import { RequestInput } from './RequestInput.js'

interface RequestFormProps {
  readonly title: string
  /** What the button says. */
  readonly action: string
  /** Of the API's description. */
  readonly schema: 'RunRequest' | 'SceneFileRequest'
  /** Those that are shown, in this order; default all. */
  readonly fields?: readonly string[]
  readonly onStart: (values: Record<string, string | number>) => Promise<void>
}

/** Starts something: a field for each of its request's schema, with its words, its range and its choices. */
export function RequestForm({ title, action, schema, fields: wanted, onStart }: RequestFormProps) {
  const [fields, setFields] = useState<readonly RequestField[]>([])
  const [message, setMessage] = useState('')
  useEffect(() => {
    readRequestFields(schema, wanted).then(setFields, (error: Error) => setMessage(error.message))
  }, [])
  const start = async (event: SubmitEvent) => {
    event.preventDefault()
    const texts = new FormData(event.currentTarget as HTMLFormElement)
    const values = fields.map(({ name, kind }) => {
      if (kind === 'several') return [name, (texts.getAll(name) as string[]).join()] as const
      const value = texts.get(name)
      return [name, kind === 'number' ? Number(value) : (value as string)] as const
    })
    try {
      await onStart(Object.fromEntries(values))
    } catch (error) {
      setMessage((error as Error).message)
    }
  }
  return (
    <form class="card" aria-labelledby="request" onSubmit={(event) => void start(event)}>
      <header>
        <h2 id="request">{title}</h2>
      </header>
      <div class="fields">
        {fields.map((field) => (
          <RequestInput key={field.name} field={field} />
        ))}
      </div>
      <div class="actions">
        <button class="primary" disabled={fields.length === 0}>
          {action}
        </button>
        <output class="message" role="alert">
          {message}
        </output>
      </div>
    </form>
  )
}
