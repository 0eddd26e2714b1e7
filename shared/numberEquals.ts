/** Makes names different: a name that repeats an earlier one gets a number: Chair, Chair 2. */
export function numberEquals(names: readonly string[]): string[] {
  const taken = new Set(names)
  const given = new Set<string>()
  const numbers = new Map<string, number>()
  return names.map((name) => {
    let own = name
    while (given.has(own) || (own !== name && taken.has(own))) {
      const number = (numbers.get(name) ?? 1) + 1
      numbers.set(name, number)
      own = `${name} ${number}`
    }
    given.add(own)
    return own
  })
}

/**
 * Makes the names of groups different; of groups with equal names, the largest gets no number.
 * @param groups (K) members of each
 */
export function numberEqualGroups(names: readonly string[], groups: readonly { readonly length: number }[]): string[] {
  const largestFirst = [...groups.keys()].sort((a, b) => groups[b].length - groups[a].length)
  const numbered = numberEquals(largestFirst.map((group) => names[group]))
  const placeOf = new Map(largestFirst.map((group, place) => [group, place]))
  return groups.map((_, group) => numbered[placeOf.get(group) ?? 0])
}
