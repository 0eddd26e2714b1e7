/** How rows of each class were labelled. */
export interface Confusion {
  /** Sorted. */
  readonly classes: readonly string[]
  /** counts[true class][found class] */
  readonly counts: readonly (readonly number[])[]
}

export function confusionOf(expected: readonly string[], found: readonly string[]): Confusion {
  const classes = [...new Set([...expected, ...found])].sort()
  const counts = classes.map((actual) =>
    classes.map((label) => expected.reduce((sum, name, i) => sum + +(name === actual && found[i] === label), 0)),
  )
  return { classes, counts }
}
