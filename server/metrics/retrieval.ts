/** How well the nearest rows have the same class; each row is a query once. */
export interface Retrieval {
  /** Share of queries whose nearest row has their class. */
  readonly precisionAt1: number
  /**
   * Share of the class among the R nearest rows, where R is the number of other rows with the class; averaged over
   * queries.
   */
  readonly rPrecision: number
  /** Mean average precision over the R nearest rows. */
  readonly map: number
}

/**
 * Retrieval figures from a similarity matrix. Rows that are alone in their class, or have none, are not queries but
 * can be found. Equal similarities rank by index. NaN where there are no queries.
 *
 * @param similarities (N * N)
 * @see Musgrave, Belongie, Lim, "A Metric Learning Reality Check", ECCV 2020
 */
export function measureRetrieval(similarities: Float32Array, classes: readonly string[]): Retrieval {
  const count = classes.length
  const sizes = new Map<string, number>()
  for (const name of classes) sizes.set(name, (sizes.get(name) ?? 0) + 1)
  let [asked, first, share, average] = [0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const relevant = (sizes.get(classes[i]) ?? 0) - 1
    if (relevant < 1 || classes[i] === '') continue
    const row = similarities.subarray(i * count, (i + 1) * count)
    const ranked = Array.from(row.keys())
      .filter((j) => j !== i)
      .sort((a, b) => row[b] - row[a] || a - b)
    let [hits, precisions] = [0, 0]
    for (let rank = 0; rank < relevant; rank++)
      if (classes[ranked[rank]] === classes[i]) precisions += ++hits / (rank + 1)
    asked++
    if (classes[ranked[0]] === classes[i]) first++
    share += hits / relevant
    average += precisions / relevant
  }
  return { precisionAt1: first / asked, rPrecision: share / asked, map: average / asked }
}
