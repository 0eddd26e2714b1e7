interface FactListProps {
  /** Shown in this order. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** Facts about a thing, as names and values. */
export const FactList = ({ facts }: FactListProps) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
