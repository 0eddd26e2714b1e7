import { indexLabels } from './contingency.js'
import { interpolatedPrecision, RANKED_FIGURES, rankedFigures, RECALL_STEPS } from './rankedFigures.js'

/** How well every query found its class. */
export interface Judgement {
  /** (Q) rows that were queries: those with a class that another row has, too. */
  readonly asked: Uint32Array
  /** (Q * RANKED_FIGURES) figures of each query, in that order. */
  readonly figures: Float64Array
  /** (Q) the row nearest to each query. */
  readonly nearest: Uint32Array
  /** (RECALL_STEPS) precision at each recall, averaged over the queries. */
  readonly precision: Float64Array
}

/**
 * Takes each row once as a query over all others. Rows without a class, or alone in theirs, are never queries but can
 * be found. Equal distances rank by index.
 *
 * @param distance of two rows; called for all pairs, N² times
 * @param onAsked  called with the number of queries done, and the number of all queries
 */
export function judgeRetrieval(
  classes: readonly string[],
  distance: (a: number, b: number) => number,
  onAsked: (done: number, total: number) => void = () => undefined,
): Judgement {
  const count = classes.length
  const { indices, names } = indexLabels(classes)
  const sizes = new Uint32Array(names.length)
  for (const index of indices) sizes[index]++
  const all = Uint32Array.from(classes.keys())
  const asked = all.filter((row) => classes[row] !== '' && sizes[indices[row]] > 1)
  const width = RANKED_FIGURES.length
  const figures = new Float64Array(asked.length * width)
  const nearest = new Uint32Array(asked.length)
  const precision = new Float64Array(RECALL_STEPS)
  const away = new Float64Array(count)
  asked.forEach((row, question) => {
    for (let other = 0; other < count; other++) away[other] = distance(row, other)
    const ranked = all.filter((other) => other !== row).sort((a, b) => away[a] - away[b] || a - b)
    const hits = new Uint8Array(ranked.length)
    for (let place = 0; place < hits.length; place++) hits[place] = Number(indices[ranked[place]] === indices[row])
    const relevant = sizes[indices[row]] - 1
    const judged = rankedFigures(hits, relevant)
    RANKED_FIGURES.forEach((name, k) => (figures[question * width + k] = judged[name]))
    nearest[question] = ranked[0]
    interpolatedPrecision(hits, relevant).forEach((value, k) => (precision[k] += value / asked.length))
    onAsked(question + 1, asked.length)
  })
  return { asked, figures, nearest, precision }
}
