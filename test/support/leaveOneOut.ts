export interface LeaveOneOut {
  /** Share of rows whose nearest other row is of their class. */
  readonly nearest: number
  /** Mean average precision over the whole ranking of the others. */
  readonly averagePrecision: number
}

/** Every row asks all others, nearest first, equals by index; rows alone in their class, or without one, only answer. */
export function leaveOneOut(distances: Float32Array, classes: readonly string[]): LeaveOneOut {
  const count = classes.length
  let [asked, nearest, precisions] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const row = distances.subarray(i * count, (i + 1) * count)
    const ranked = Array.from(row.keys())
      .filter((j) => j !== i)
      .sort((a, b) => row[a] - row[b] || a - b)
    const isHit = ranked.map((j) => classes[j] === classes[i])
    const relevant = isHit.filter(Boolean).length
    if (classes[i] === '' || relevant === 0) continue
    let hits = 0
    isHit.forEach((hit, rank) => {
      if (hit) precisions += ++hits / (rank + 1) / relevant
    })
    asked++
    if (isHit[0]) nearest++
  }
  return { nearest: nearest / asked, averagePrecision: precisions / asked }
}

/** L1 distances (N * N) between rows, over the columns from ... to - 1. */
export function l1Distances(rows: readonly Float32Array[], from = 0, to = rows[0].length): Float32Array {
  const count = rows.length
  const distances = new Float32Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      let sum = 0
      for (let k = from; k < to; k++) sum += Math.abs(rows[i][k] - rows[j][k])
      distances[i * count + j] = distances[j * count + i] = sum
    }
  return distances
}
