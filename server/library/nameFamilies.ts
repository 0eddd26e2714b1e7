import { parse } from 'node:path'
import { numberEqualGroups } from '../../shared/numberEquals.js'

/** A word must be in more than this share of a family's names to be the family's name; otherwise it would mislead. */
const SHARE_OF_MEMBERS = 0.5
/** A word in more than this share of all names, such as that of the kit, names no family, where there are many. */
const SHARE_OF_ALL = 0.5
const MANY_FAMILIES = 8
/** Most words in a name. */
const MOST_WORDS = 2

/**
 * Makes a name for each family, of words that most of its members' ids have and other families' ids do not:
 * `treePine_small.obj` and `treeOak.obj` give `tree`. Where no word is common, it is the typical member's own name.
 * Families with the same name get a number, except the largest one. A word that most shapes of a library of many
 * families have, such as `mykit` in `mykit_table.obj`, is part of no name.
 *
 * @param families  ids of the members of each, the typical one first
 * @returns         (K) lower case, at most two words in the order of the names
 */
export function nameFamilies(families: readonly (readonly string[])[]): string[] {
  const words = families.map((ids) => ids.map(wordsOf))
  const shares = words.map(sharesOf)
  const familiesWith = new Map<string, number>()
  for (const share of shares)
    for (const [word, part] of share) familiesWith.set(word, (familiesWith.get(word) ?? 0) + part)
  const ofAll = families.length < MANY_FAMILIES ? new Map<string, number>() : sharesOf(words.flat())
  const names = families.map((ids, family) => {
    const common = [...shares[family]].filter(
      ([word, share]) => share > SHARE_OF_MEMBERS && (ofAll.get(word) ?? 0) <= SHARE_OF_ALL,
    )
    // Words that nearly all members have come before words that few other families have.
    const weight = ([word, share]: [string, number]) => share ** 2 / Math.sqrt(familiesWith.get(word) ?? 1)
    const best = common.sort((a, b) => weight(b) - weight(a) || b[1] - a[1]).slice(0, MOST_WORDS)
    const chosen = new Set(best.map(([word]) => word))
    const ordered = words[family][0].filter((word, i, all) => chosen.has(word) && all.indexOf(word) === i)
    return (ordered.length > 0 ? ordered : [...chosen]).join(' ') || parse(ids[0]).name
  })
  return numberEqualGroups(names, families)
}

/**
 * Words of an id: `kit/treePine_02.obj` -> `tree`, `pine`. Numbers and single letters tell members apart, not
 * families.
 */
const wordsOf = (id: string): string[] =>
  (parse(id).name.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+/gu) ?? [])
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 1)

function sharesOf(members: readonly (readonly string[])[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const words of members)
    for (const word of new Set(words)) shares.set(word, (shares.get(word) ?? 0) + 1 / members.length)
  return shares
}
