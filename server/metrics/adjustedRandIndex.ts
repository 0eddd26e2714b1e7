import { countPairs } from './contingency.js'

const pairsOf = (n: number): number => (n * (n - 1)) / 2
const sumPairs = (counts: Float64Array): number => counts.reduce((sum, n) => sum + pairsOf(n), 0)

/**
 * Agreement of two partitions by pairs of rows, corrected for chance: 1 = equal apart from names, 0 = as much as by
 * chance. Order of the arguments does not matter. Two partitions without any pair to agree on are equal: 1.
 *
 * @see Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985
 */
export function adjustedRandIndex(first: ArrayLike<string | number>, second: ArrayLike<string | number>): number {
  const { counts, rowSums, columnSums, total } = countPairs(first, second)
  const together = sumPairs(counts)
  const [inFirst, inSecond] = [sumPairs(rowSums), sumPairs(columnSums)]
  if (total < 2) return 1
  const expected = (inFirst * inSecond) / pairsOf(total)
  const largest = (inFirst + inSecond) / 2
  return largest === expected ? 1 : (together - expected) / (largest - expected)
}
