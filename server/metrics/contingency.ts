/** Contingency table of two partitions: how often each pair of labels occurs together. */
export interface Contingency {
  /** (A * B) counts, row-major: label of the first partition by label of the second. */
  readonly counts: Float64Array
  /** (A) */
  readonly rowSums: Float64Array
  /** (B) */
  readonly columnSums: Float64Array
  readonly total: number
}

type Labels = ArrayLike<string | number>

/** (N) each label as its index among the distinct labels, in order of first appearance. */
export function indexLabels(labels: Labels): { indices: Int32Array; names: (string | number)[] } {
  const known = new Map<string | number, number>()
  const indices = Int32Array.from({ length: labels.length }, (_, i) => {
    const index = known.get(labels[i]) ?? known.size
    known.set(labels[i], index)
    return index
  })
  return { indices, names: [...known.keys()] }
}

/** Contingency table of two partitions of the same rows. */
export function countPairs(first: Labels, second: Labels): Contingency {
  if (first.length !== second.length) throw new RangeError(`${first.length} labels against ${second.length}`)
  const [a, b] = [indexLabels(first), indexLabels(second)]
  const width = b.names.length
  const counts = new Float64Array(a.names.length * width)
  const rowSums = new Float64Array(a.names.length)
  const columnSums = new Float64Array(width)
  a.indices.forEach((row, i) => {
    const column = b.indices[i]
    counts[row * width + column]++
    rowSums[row]++
    columnSums[column]++
  })
  return { counts, rowSums, columnSums, total: first.length }
}
