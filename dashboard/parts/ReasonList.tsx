interface ReasonListProps {
  readonly title: string
  readonly reasons: readonly (readonly [id: string, reason: string])[]
}

/** What was refused or left out and why, folded; nothing where nothing was. */
export const ReasonList = ({ title, reasons }: ReasonListProps) =>
  reasons.length === 0 ? null : (
    <details>
      <summary>{title}</summary>
      <ul class="small">
        {reasons.map(([id, reason]) => (
          <li key={id}>
            {id}: {reason}
          </li>
        ))}
      </ul>
    </details>
  )
