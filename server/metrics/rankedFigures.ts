/** Figures of a ranking; each is 0 ... 1, and 1 is best. */
export const RANKED_FIGURES = ['nearest', 'firstTier', 'secondTier', 'eMeasure', 'dcg', 'map', 'mapAtR'] as const
export type RankedFigures = Record<(typeof RANKED_FIGURES)[number], number>

/** How many results people look at; the E-measure judges only these. */
const FIRST_PAGE = 32

/**
 * Judges one ranking of all rows but the query by whether they have the query's class.
 *
 * - nearest: 1 when the first has it.
 * - firstTier, secondTier: share of the class that is among the first R, or the first 2 R.
 * - eMeasure: harmonic mean of precision and recall of the first 32, or of all where there are fewer.
 * - dcg: discounted cumulative gain, 1 for the first and 1 / log2(rank) for a later one, over that of a perfect
 *   ranking.
 * - map: mean of the precisions at the ranks of the rows with the class.
 * - mapAtR: sum of these precisions over the first R ranks, divided by R.
 *
 * @param hits     (rows but the query) 1 = has the query's class, nearest first
 * @param relevant R, the number of other rows with the class, at least 1
 * @see Shilane, Min, Kazhdan, Funkhouser, "The Princeton Shape Benchmark", SMI 2004; Musgrave, Belongie, Lim, "A Metric
 *      Learning Reality Check", ECCV 2020, for mapAtR
 */
export function rankedFigures(hits: Uint8Array, relevant: number): RankedFigures {
  const page = Math.min(FIRST_PAGE, hits.length)
  let [found, gain, precisions] = [0, 0, 0]
  let [first, second, onPage, precisionsAtR] = [0, 0, 0, 0]
  let bestGain = 0
  for (let rank = 1; rank <= hits.length; rank++) {
    const worth = rank === 1 ? 1 : 1 / Math.log2(rank)
    if (rank <= relevant) bestGain += worth
    if (hits[rank - 1] === 1) {
      found++
      gain += worth
      precisions += found / rank
    }
    if (rank === relevant) [first, precisionsAtR] = [found, precisions]
    if (rank === Math.min(2 * relevant, hits.length)) second = found
    if (rank === page) onPage = found
  }
  return {
    nearest: hits[0],
    firstTier: first / relevant,
    secondTier: second / relevant,
    eMeasure: (2 * onPage) / (page + relevant), // 2 / (1 / precision + 1 / recall)
    dcg: gain / bestGain,
    map: precisions / relevant,
    mapAtR: precisionsAtR / relevant,
  }
}

/** Number of recalls at which precision is given: 5 %, 10 %, ... 100 %. */
export const RECALL_STEPS = 20

/**
 * Precision at each recall: the best at that recall or a larger one, so that it never rises.
 *
 * @returns (RECALL_STEPS) at (k + 1) / RECALL_STEPS
 * @see Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 8.4, 2008
 */
export function interpolatedPrecision(hits: Uint8Array, relevant: number): Float64Array {
  const best = new Float64Array(relevant + 1) // best precision by the number of rows found
  let found = 0
  for (let rank = 1; rank <= hits.length; rank++) if (hits[rank - 1] === 1) best[++found] = found / rank
  for (let count = relevant - 1; count > 0; count--) best[count] = Math.max(best[count], best[count + 1])
  return Float64Array.from({ length: RECALL_STEPS }, (_, k) => best[Math.ceil(((k + 1) * relevant) / RECALL_STEPS)])
}
