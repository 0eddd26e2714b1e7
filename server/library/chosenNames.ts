/**
 * The names that people gave to families, by the numbers of the present groups. A name was kept with a shape, and now
 * belongs to the group that has this shape. Where two names meet in one group, the later one counts.
 *
 * @param names by the id of a shape
 */
export function chosenNames(
  names: Readonly<Record<string, string>>,
  ids: readonly string[],
  groups: Int32Array,
): Map<number, string> {
  const kept = Object.entries(names)
  if (kept.length === 0) return new Map()
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  return new Map(
    kept.flatMap(([id, name]) => {
      const row = rowOf.get(id)
      return row === undefined || groups[row] < 0 ? [] : [[groups[row], name] as const]
    }),
  )
}
