import { useState } from 'preact/hooks'
import { readRequestFields } from '../state/requestFields.js'
import { useAnswer } from '../state/useAnswer.js'
import { RequestInput } from './RequestInput.js'

interface RequestFormProps {
  readonly title: string
  /** Text of the button. */
  readonly action: string
  /** Name of the schema in the API's description. */
  readonly schema: 'RunRequest' | 'SceneFileRequest'
  /** Fields to show, in this order; default all. */
  readonly fields?: readonly string[]
  readonly onStart: (values: Record<string, string | number>) => Promise<void>
}

/**
 * A form that starts something. It has an input for each field of the request's schema, with the field's texts, range
 * and choices.
 */
export function RequestForm({ title, action, schema, fields: wanted, onStart }: RequestFormProps) {
  const { answer: fields = [], error } = useAnswer(() => readRequestFields(schema, wanted), [])
  const [message, setMessage] = useState('')
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
          {message || error?.message}
        </output>
      </div>
    </form>
  )
}
