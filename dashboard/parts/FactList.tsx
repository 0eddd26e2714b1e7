interface FactListProps {
  /** In this order. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** What is known of a thing: names and values. */
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
