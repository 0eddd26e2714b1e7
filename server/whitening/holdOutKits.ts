/**
 * Parts the kits into folds of about as many rows each: what a fold's rows ask, the others have taught. A kit in which
 * all rows are of one class asks nothing: whatever its rows find is right.
 *
 * @param kits (N) origin of each row
 * @returns at most `most` sets of kits, largest kits first into the emptiest fold; none where fewer than two kits can ask
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
