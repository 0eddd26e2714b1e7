/**
 * Names that people gave to families, by the numbers of today's groups: a name goes where the shape is that it was kept with.
 * Where two come together the later one counts.
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
