interface ChoiceProps {
  readonly label: string
  readonly value: string
  /** Titles by value. */
  readonly titles: Readonly<Record<string, string>>
  readonly onChange: (value: string) => void
}

/** One of several ways to show something. */
export const Choice = ({ label, value, titles, onChange }: ChoiceProps) => (
  <label class="inline">
    {label}
    <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {Object.entries(titles).map(([name, title]) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </select>
  </label>
)
