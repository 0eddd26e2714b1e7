import { describe, expect, it } from 'vitest'
import { judgeRetrieval } from '../../server/metrics/judgeRetrieval.js'
import { RANKED_FIGURES, RECALL_STEPS, rankedFigures, type RankedFigures } from '../../server/metrics/rankedFigures.js'
import { summarizeJudgement } from '../../server/metrics/summarizeJudgement.js'
import { Random } from '../../shared/random.js'

const SEED = 31

/** By the definitions, each by itself: sets and slices of the list of classes found, in no way as the product does it. */
function plainFigures(found: readonly string[], own: string): RankedFigures & { precision: number[] } {
  const total = found.filter((name) => name === own).length
  const among = (count: number) => found.slice(0, count).filter((name) => name === own).length
  const ranks = found.flatMap((name, i) => (name === own ? [i + 1] : []))
  const gain = (places: readonly number[]) =>
    places.map((rank) => (rank === 1 ? 1 : Math.LN2 / Math.log(rank))).reduce((a, b) => a + b, 0)
  const mean = (numbers: readonly number[], count: number) => numbers.reduce((a, b) => a + b, 0) / count
  const precisionAt = (rank: number) => among(rank) / rank
  const [p, r] = [among(32) / Math.min(32, found.length), among(32) / total]
  const steps = Array.from({ length: RECALL_STEPS }, (_, k) => (k + 1) / RECALL_STEPS)
  return {
    nearest: found[0] === own ? 1 : 0,
    firstTier: among(total) / total,
    secondTier: among(2 * total) / total,
    eMeasure: p + r === 0 ? 0 : (2 * p * r) / (p + r),
    dcg: gain(ranks) / gain(Array.from({ length: total }, (_, i) => i + 1)),
    map: mean(ranks.map(precisionAt), total),
    mapAtR: mean(ranks.filter((rank) => rank <= total).map(precisionAt), total),
    precision: steps.map((recall) =>
      Math.max(...ranks.filter((rank) => among(rank) / total >= recall - 1e-9).map(precisionAt)),
    ),
  }
}

/** Rows of two numbers near the middle of their class, some of them without a class or alone in theirs. */
function cloud(count: number) {
  const random = new Random(SEED)
  const classes = Array.from({ length: count }, (_, i) => (i === 3 ? '' : i === 7 ? 'alone' : `c${random.below(6)}`))
  const points = classes.map((name) => {
    const middle = name.charCodeAt(1) || 0
    return [Math.cos(middle) + 1.5 * random.uniform(), Math.sin(middle) + 1.5 * random.uniform()]
  })
  const distance = (a: number, b: number) => Math.hypot(points[a][0] - points[b][0], points[a][1] - points[b][1])
  return { classes, distance }
}

describe('judgeRetrieval', () => {
  it.each([12, 150])('gives of %i rows what the definitions give, row by row', (count) => {
    const { classes, distance } = cloud(count)
    const { asked, figures, nearest, precision } = judgeRetrieval(classes, distance)
    const rows = classes.flatMap((name, i) =>
      name !== '' && classes.indexOf(name) !== classes.lastIndexOf(name) ? [i] : [],
    )
    expect([...asked]).toEqual(rows)
    const curves = rows.map((row, question) => {
      const others = [...classes.keys()].filter((i) => i !== row).sort((a, b) => distance(row, a) - distance(row, b))
      const { precision: curve, ...plain } = plainFigures(
        others.map((i) => classes[i]),
        classes[row],
      )
      RANKED_FIGURES.forEach((name, k) =>
        expect(figures[question * RANKED_FIGURES.length + k], `${name} of row ${row}, seed ${SEED}`).toBeCloseTo(
          plain[name],
          12,
        ),
      )
      expect(nearest[question]).toBe(others[0])
      return curve
    })
    precision.forEach((value, k) =>
      expect(value).toBeCloseTo(curves.reduce((sum, curve) => sum + curve[k], 0) / curves.length, 12),
    )
  })

  it('says 1 of a perfect ranking, but for the E-measure, which the size of a page bounds', () => {
    const figures = rankedFigures(
      Uint8Array.from({ length: 100 }, (_, i) => Number(i < 8)),
      8,
    )
    expect(figures).toEqual({ ...figures, nearest: 1, firstTier: 1, secondTier: 1, dcg: 1, map: 1, mapAtR: 1 })
    expect(figures.eMeasure).toBeCloseTo(2 / (32 / 8 + 1), 12)
  })
})

describe('summarizeJudgement', () => {
  const { classes, distance } = cloud(150)
  const judged = judgeRetrieval(classes, distance)

  it('gives means, and an interval about them that is as wide as classes differ, the same for the same seed', () => {
    const { asked, figures, classes: byClass } = summarizeJudgement(judged, classes, 1)
    const mean = (name: keyof RankedFigures) =>
      byClass.reduce((sum, each) => sum + each.asked * each.figures[name], 0) / asked
    for (const name of RANKED_FIGURES) {
      const { low, high, mean: told } = figures[name]
      expect(told).toBeCloseTo(mean(name), 12)
      expect(low).toBeLessThan(told)
      expect(high).toBeGreaterThan(told)
      // As the central limit has it, within a third: six classes of about equal size.
      const spread = byClass.reduce((sum, each) => sum + (each.asked * (each.figures[name] - told)) ** 2, 0)
      const expected = (2 * 1.96 * Math.sqrt(spread)) / asked
      expect(Math.abs((high - low) / expected - 1), `${name}, seed 1`).toBeLessThan(1 / 3)
    }
    expect(summarizeJudgement(judged, classes, 1).figures).toEqual(figures)
    expect(summarizeJudgement(judged, classes, 2).figures).not.toEqual(figures)
  })

  it('has no width where there is one class', () => {
    const same = classes.map(() => 'same')
    const { figures } = summarizeJudgement(judgeRetrieval(same, distance), same, 1)
    expect(figures.map).toEqual({ mean: 1, low: 1, high: 1 })
  })
})
