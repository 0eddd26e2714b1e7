import { useState } from 'preact/hooks'
import type { RequestField } from '../state/requestFields.js'

/** The input for a field, with its texts and its range or choices. */
export function RequestInput({ field }: { readonly field: RequestField }) {
  const { name, title, description } = field
  const [value, setValue] = useState(String(field.default))
  if (field.kind === 'several') return <Ticks field={field} />
  const keep = (event: Event) => setValue((event.currentTarget as HTMLInputElement | HTMLSelectElement).value)
  const common = { name, value, onInput: keep, 'aria-describedby': `help-${name}` }
  return (
    <div class={field.kind === 'text' && field.isRequired ? 'field long' : 'field'}>
      <label for={`field-${name}`}>{title}</label>
      {field.kind === 'choice' ? (
        <select id={`field-${name}`} {...common} title={description}>
          {Object.keys(field.choices).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : field.kind === 'number' ? (
        <input id={`field-${name}`} {...common} type="number" min={field.minimum} max={field.maximum} required />
      ) : (
        <input id={`field-${name}`} {...common} type="text" required={field.isRequired} />
      )}
      <span class="help" id={`help-${name}`}>
        {helpOf(field, value)}
      </span>
    </div>
  )
}

interface TicksProps {
  readonly field: Extract<RequestField, { kind: 'several' }>
}

/**
 * A checkbox for each name of a set; none is checked where all are meant. They are folded away, because few people
 * need them.
 */
function Ticks({ field: { name, title, description, choices } }: TicksProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const toggle = (choice: string) =>
    setChosen(chosen.includes(choice) ? chosen.filter((other) => other !== choice) : [...chosen, choice])
  return (
    <details class="field ticks">
      <summary>
        {title}: <span class="muted">{chosen.length === 0 ? 'all of the preset' : `${chosen.length} chosen`}</span>
      </summary>
      <fieldset aria-describedby={`help-${name}`}>
        <legend class="hidden-text">{title}</legend>
        {Object.entries(choices).map(([choice, help]) => (
          <label key={choice} class="check" title={help}>
            <input
              type="checkbox"
              name={name}
              value={choice}
              checked={chosen.includes(choice)}
              onChange={() => toggle(choice)}
            />
            {choice.replaceAll('_', ' ')}
          </label>
        ))}
      </fieldset>
      <span class="help" id={`help-${name}`}>
        {description}
      </span>
    </details>
  )
}

function helpOf(field: Exclude<RequestField, { kind: 'several' }>, value: string): string {
  switch (field.kind) {
    case 'choice':
      return field.choices[value]
    case 'number':
      return `${field.description}. ${spell(field.minimum)} to ${spell(field.maximum)}`
    case 'text':
      return field.description
  }
}

const spell = (value: number): string => value.toLocaleString('en')
