interface ReasonListProps {
  readonly title: string
  readonly reasons: readonly (readonly [id: string, reason: string])[]
}

/** A folded list of what was refused or left out, with the reasons; nothing where the list is empty. */
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
