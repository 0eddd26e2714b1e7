/**
 * Divides the kits into folds with about as many rows each. The rows of a fold are queries to a space that was learned
 * from the other folds. A kit whose rows all have one class gives no queries, because whatever its rows find is right.
 *
 * @param kits (N) origin of each row
 * @returns at most `most` sets of kits, filled with the largest kits first, each into the emptiest fold; none where
 *   fewer than two kits give queries
 */
export function holdOutKits(kits: readonly string[], classes: readonly string[], most: number): ReadonlySet<string>[] {
  const rows = new Map<string, number>()
  const classesOf = new Map<string, Set<string>>()
  kits.forEach((kit, i) => {
    rows.set(kit, (rows.get(kit) ?? 0) + 1)
    classesOf.set(kit, (classesOf.get(kit) ?? new Set()).add(classes[i]))
  })
  const asking = [...rows]
    .filter(([kit]) => (classesOf.get(kit)?.size ?? 0) > 1)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  if (asking.length < 2) return []
  const folds = Array.from({ length: Math.min(most, asking.length) }, () => ({ kits: new Set<string>(), rows: 0 }))
  for (const [kit, count] of asking) {
    const emptiest = folds.reduce((a, b) => (b.rows < a.rows ? b : a))
    emptiest.kits.add(kit)
    emptiest.rows += count
  }
  return folds.map((fold) => fold.kits)
}
