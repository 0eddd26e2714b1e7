import type { Confusion } from '../../shared/schema/evaluation.js'

/** Counts rows by their own class and by the class that was found for them. */
export function confusionOf(expected: readonly string[], found: readonly string[]): Confusion {
  const classes = [...new Set([...expected, ...found])].sort()
  const counts = classes.map((actual) =>
    classes.map((label) => expected.reduce((sum, name, i) => sum + +(name === actual && found[i] === label), 0)),
  )
  return { classes, counts }
}
