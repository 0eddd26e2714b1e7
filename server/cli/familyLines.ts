/** How many groups a terminal shows without scrolling; `--json` has all. */
const MOST_SHOWN = 12
const MOST_ODD = 3

export interface NamedFamily {
  /** The proposed name, where there is one. */
  readonly name?: string
  readonly size: number
  readonly tightness: number
  readonly typical: string
  readonly odd: readonly { readonly id: string; readonly likeness: number }[]
}

/** A line for each of the largest families, and one for those of a single shape. */
export function familyLines(families: readonly NamedFamily[]): string[] {
  const several = families.filter(({ size }) => size > 1)
  const alone = families.length - several.length
  const shown = several.slice(0, MOST_SHOWN)
  return [
    ...shown.map(({ name, size, tightness, typical, odd }, group) => {
      const oddest = odd.slice(0, MOST_ODD).map(({ id, likeness }) => `${id} (${likeness.toFixed(0)} %)`)
      const more = odd.length > MOST_ODD ? ` and ${odd.length - MOST_ODD} more` : ''
      const stands = odd.length > 0 ? `; odd ones out: ${oddest.join(', ')}${more}` : ''
      const called = name === undefined ? '' : `${name}: `
      return `group ${String(group).padEnd(3)} ${called}${size} shapes like ${typical}, ${tightness.toFixed(0)} % alike on average${stands}`
    }),
    ...(several.length > shown.length ? [`          and ${several.length - shown.length} more groups`] : []),
    ...(alone > 0 ? [`alone     ${alone} shapes are like no other`] : []),
  ]
}
