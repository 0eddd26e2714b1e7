import { Random } from '../../shared/random.js'
import type { Judgement } from './judgeRetrieval.js'
import { RANKED_FIGURES, type RankedFigures } from './rankedFigures.js'

/** A figure, and the interval in which it lies for other classes of the same kind. */
export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

export interface Summary {
  /** Number of queries. */
  readonly asked: number
  readonly figures: Readonly<Record<keyof RankedFigures, Interval>>
  /** Sorted by name. */
  readonly classes: readonly { readonly name: string; readonly asked: number; readonly figures: RankedFigures }[]
}

const DRAWS = 2000
/** Share of the draws that lie outside the interval, half on each side. */
const OUTSIDE = 0.05

const WIDTH = RANKED_FIGURES.length

/**
 * Means over all queries and for each class. The interval holds 95 % of the means of as many classes drawn from these
 * with replacement. It draws classes, because the rows of a class succeed and fail together, and drawing rows would
 * make the interval too narrow.
 *
 * @param classes class of every row
 * @param seed    0 ... 2^31 - 1; equal seeds give equal intervals, and the same draws for other spaces of the same
 *   classes
 * @see Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, 13.3 (percentile interval)
 */
export function summarizeJudgement({ asked, figures }: Judgement, classes: readonly string[], seed: number): Summary {
  const sums = new Map<string, { asked: number; figures: Float64Array }>()
  asked.forEach((row, question) => {
    const sum = sums.get(classes[row]) ?? { asked: 0, figures: new Float64Array(WIDTH) }
    sums.set(classes[row], sum)
    sum.asked++
    for (let k = 0; k < WIDTH; k++) sum.figures[k] += figures[question * WIDTH + k]
  })
  const byName = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
  const all = byName.map(([, sum]) => sum)
  const means = meansOf(all)
  const draws = drawMeans(all, Random.of(seed, 'resampling'))
  return {
    asked: asked.length,
    figures: nameFigures((k) => {
      const sorted = draws.map((drawn) => drawn[k]).sort((a, b) => a - b)
      const at = (share: number) => sorted[Math.round(share * (DRAWS - 1))]
      return { mean: means[k], low: at(OUTSIDE / 2), high: at(1 - OUTSIDE / 2) }
    }),
    classes: byName.map(([name, sum]) => {
      const own = meansOf([sum])
      return { name, asked: sum.asked, figures: nameFigures((k) => own[k]) }
    }),
  }
}

type Sum = { readonly asked: number; readonly figures: Float64Array }

function drawMeans(sums: readonly Sum[], random: Random): Float64Array[] {
  if (sums.length === 0) return Array.from({ length: DRAWS }, () => new Float64Array(WIDTH).fill(NaN))
  return Array.from({ length: DRAWS }, () => meansOf(sums.map(() => sums[random.below(sums.length)])))
}

function meansOf(sums: readonly Sum[]): Float64Array {
  const count = sums.reduce((total, { asked }) => total + asked, 0)
  return Float64Array.from(
    { length: WIDTH },
    (_, k) => sums.reduce((total, { figures }) => total + figures[k], 0) / count,
  )
}

const nameFigures = <Value>(of: (index: number) => Value): Record<keyof RankedFigures, Value> =>
  Object.fromEntries(RANKED_FIGURES.map((name, k) => [name, of(k)])) as Record<keyof RankedFigures, Value>
