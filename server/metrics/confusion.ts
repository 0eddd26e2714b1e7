import type { Confusion } from '../../shared/schema/evaluation.js'

/** Counts rows by their own class and by the class that was found for them. */
export function confusionOf(expected: readonly string[], found: readonly string[]): Confusion {
  const classes = [...new Set([...expected, ...found])].sort()
  const indexOf = new Map(classes.map((name, index) => [name, index]))
  const counts = classes.map(() => new Array<number>(classes.length).fill(0))
  expected.forEach((name, i) => counts[indexOf.get(name) ?? 0][indexOf.get(found[i]) ?? 0]++)
  return { classes, counts }
}
