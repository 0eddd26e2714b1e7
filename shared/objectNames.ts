import { numberEqualGroups } from './numberEquals.js'

/** Names groups of objects by the names of the objects. The add-on's group_names.py does the same. */

/** A number at the end of a name, with its separator: `Chair.001`, `rock_12`, `Crate 3`. */
const NUMBER = /[\s._-]*[0-9]+$/
/** Separators between the words of a name. */
const WORD = /[\s._-]+/

/** A name without the number at its end; a name that is only a number stays as it is. */
export function stemOf(name: string): string {
  let stem = name
  while (NUMBER.test(stem)) stem = stem.replace(NUMBER, '')
  return stem || name
}

/**
 * A name for each group: the stem that most of its objects have, else the words with which all their names begin.
 * Equal names get a number, except the largest group's.
 *
 * @param groups (K) names of the objects of each group, at least one
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
