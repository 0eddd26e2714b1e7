import { countPairs, type Contingency } from './contingency.js'

type Labels = ArrayLike<string | number>

/**
 * Mutual information of two partitions divided by the mean of their entropies: 0 ... 1; 1 = equal apart from names. It
 * is not corrected for chance, so many groups look good. Two partitions of one group each give 1.
 */
export function normalizedMutualInformation(first: Labels, second: Labels): number {
  const pairs = countPairs(first, second)
  const [a, b] = [entropy(pairs.rowSums), entropy(pairs.columnSums)]
  return a + b === 0 ? 1 : mutualInformation(pairs) / ((a + b) / 2)
}

/**
 * Mutual information of two partitions, corrected for chance: 0 = they agree as much as partitions with these sizes
 * would by chance, 1 = equal apart from names. It is below 0 when they agree less than by chance.
 *
 * @see Vinh, Epps, Bailey, "Information theoretic measures for clusterings comparison", JMLR 11, 2010
 */
export function adjustedMutualInformation(first: Labels, second: Labels): number {
  const pairs = countPairs(first, second)
  const { rowSums, columnSums, total } = pairs
  if (rowSums.length === columnSums.length && (rowSums.length === 1 || rowSums.length === total)) return 1
  const expected = expectedMutualInformation(pairs)
  const mean = (entropy(rowSums) + entropy(columnSums)) / 2
  return (mutualInformation(pairs) - expected) / (mean - expected)
}

/** Entropy of a partition with these group sizes, in nats. */
function entropy(sizes: Float64Array): number {
  const total = sizes.reduce((sum, n) => sum + n, 0)
  return sizes.reduce((sum, n) => (n > 0 ? sum - (n / total) * Math.log(n / total) : sum), 0)
}

function mutualInformation({ counts, rowSums, columnSums, total }: Contingency): number {
  return counts.reduce((sum, n, k) => {
    const sizes = rowSums[Math.floor(k / columnSums.length)] * columnSums[k % columnSums.length]
    return n > 0 ? sum + (n / total) * Math.log((n * total) / sizes) : sum
  }, 0)
}

/** Mean mutual information over all pairs of partitions with these sizes (hypergeometric model). */
function expectedMutualInformation({ rowSums, columnSums, total }: Contingency): number {
  const logFactorial = new Float64Array(total + 1)
  for (let n = 1; n <= total; n++) logFactorial[n] = logFactorial[n - 1] + Math.log(n)
  const log = (n: number) => logFactorial[n]
  let expected = 0
  for (const a of rowSums)
    for (const b of columnSums) {
      const constant = log(a) + log(b) + log(total - a) + log(total - b) - log(total)
      for (let n = Math.max(1, a + b - total); n <= Math.min(a, b); n++) {
        const logWeight = constant - log(n) - log(a - n) - log(b - n) - log(total - a - b + n)
        expected += (n / total) * Math.log((n * total) / (a * b)) * Math.exp(logWeight)
      }
    }
  return expected
}
