import { numberEqualGroups } from './numberEquals.js'

/** What groups of objects are called, by the names of the objects; the add-on's group_names.py has the same. */

/** Numbers at the end, with what sets them apart: `Chair.001`, `rock_12`, `Crate 3`. */
const NUMBER = /[\s._-]*[0-9]+$/
/** Where a word of a name ends. */
const WORD = /[\s._-]+/

/** The name without the numbers at its end; a name of numbers alone stays as it is. */
export function stemOf(name: string): string {
  let stem = name
  while (NUMBER.test(stem)) stem = stem.replace(NUMBER, '')
  return stem || name
}

/**
 * A name for each group: the stem of most of its objects, else the words that all begin with. Equal ones get a number, the
 * largest group none.
 *
 * @param groups (K) names of the objects of each, one at least
 */
export const nameObjectGroups = (groups: readonly (readonly string[])[]): string[] =>
  numberEqualGroups(groups.map(nameObjects), groups)

function nameObjects(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const stem of names.map(stemOf)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const [stem, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))
  if (2 * count > names.length) return stem
  const words = [...counts.keys()].map((each) => each.split(WORD))
  const [first] = words
  const end = first.findIndex((word, i) => words.some((each) => each[i] !== word))
  return first.slice(0, end < 0 ? first.length : end).join(' ') || `${stem} and others`
}
