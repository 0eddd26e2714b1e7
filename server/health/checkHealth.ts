import { finding, type Finding } from '../../shared/schema/finding.js'
import type { Evaluation } from '../../shared/schema/evaluation.js'
import { adjustedRandIndex } from '../metrics/adjustedRandIndex.js'
import { cosineMatrix } from '../metrics/cosineMatrix.js'
import { silhouette } from '../metrics/silhouette.js'
import { spreadIndices, spreadRows } from '../table/spreadRows.js'
import type { Table } from '../table/table.js'
import { effectiveRank } from './effectiveRank.js'

export interface HealthInput {
  /** The raw histograms of the shapes. */
  readonly raw: Table
  /** The embeddings of the shapes, in the same order; rows of length 1. */
  readonly embedding: Table
  /** (N) group of each shape. */
  readonly groups: Int32Array
  /** (N) groups of the same shapes from trainings with other seeds, where there are any. */
  readonly otherGroups?: readonly Int32Array[]
  /** Figures of the same shapes, where they have labels. */
  readonly scores?: {
    /** How many shapes were judged. */
    readonly shapes: number
    readonly learned: HealthScores
    readonly raw: HealthScores
  }
}
type HealthScores = Pick<Evaluation, 'accuracy' | 'map'>

const LIMITS = {
  /** Fewest shapes on which a network can be judged. */
  shapes: 5,
  /** Figures over all pairs are computed for no more shapes than this, evenly spread: 4 million pairs. */
  sampled: 2000,
  /**
   * Largest mean cosine. Untrained networks give 0.3 to 0.8, trained ones about 0; above this all rows point one way.
   */
  meanCosine: 0.95,
  /** Rows whose directions are counted where rows are long, evenly spread: a second for 256, a minute for 1,000. */
  rankRows: 256,
  /**
   * Fewest directions in use. n classes in general position span n - 1; less than this for 3 groups or more is a
   * line.
   */
  rank: 1.5,
  /** Largest share of numbers that never change: some bins of chord histograms are always empty. */
  constantColumns: 0.5,
  /** Largest share of all shapes in one group, of three groups or more. */
  bigGroup: 0.9,
  /** Smallest silhouette. Kaufman and Rousseeuw 1990: below 0.25 there is no structure worth naming. */
  silhouette: 0.25,
  /** Smallest agreement (ARI) of groups between seeds. */
  stability: 0.6,
  /** Raw histograms are better if they win by this share and by `rawShapes` shapes. */
  rawMargin: 0.04,
  rawShapes: 2,
  /**
   * Fewest judged shapes. With fewer, one shape alone is more than 4 % of the accuracy, and five groups are nearly as
   * many as the shapes.
   */
  judged: 25,
}

/**
 * Looks for reasons not to trust groups.
 *
 * @returns findings, the grave ones first; none = nothing found
 */
export function checkHealth(input: HealthInput): Finding[] {
  const { ids, dimension, values } = input.raw
  const areEqual = values.every((value, i) => value === values[i % dimension]) // ends at the first difference
  if (ids.length > 1 && areEqual) return [finding('allEqual', { count: ids.length })]
  const cosines = cosinesOfSample(input)
  const findings = [
    ...checkShapes(input.raw),
    ...checkEmbedding(input, cosines),
    ...checkGroups(input, cosines),
    ...checkScores(input),
  ]
  return findings.sort((a, b) => +(a.level === 'warn') - +(b.level === 'warn'))
}

interface SampledCosines {
  /** (n * n) */
  readonly values: Float32Array
  /** (n) group of each row. */
  readonly groups: Int32Array
}

function cosinesOfSample({ embedding: { ids, dimension, values }, groups }: HealthInput): SampledCosines {
  const rows = spreadIndices(ids.length, LIMITS.sampled)
  const places = spreadRows(values, dimension, LIMITS.sampled)
  return { values: cosineMatrix(places, dimension), groups: Int32Array.from(rows, (row) => groups[row]) }
}

function* checkShapes({ ids, classes, dimension, values }: Table): Generator<Finding> {
  if (ids.length < LIMITS.shapes) yield finding('tooFew', { count: ids.length, least: LIMITS.shapes })
  const sizes = new Map<string, number>()
  for (const name of classes) if (name !== '') sizes.set(name, (sizes.get(name) ?? 0) + 1)
  if (sizes.size === 1) yield finding('oneClass', { class: [...sizes.keys()][0] })
  const lone = [...sizes].filter(([, size]) => size === 1).map(([name]) => `"${name}"`)
  if (lone.length > 0 && sizes.size > 1) yield finding('loneClass', { classes: lone.join(', ') })
  const rows = ids.map((_, i) => values.subarray(i * dimension, (i + 1) * dimension).join())
  const copies = rows.length - new Set(rows).size
  if (copies > 0) yield finding('duplicates', { count: copies })
  let constant = 0
  for (let column = 0; column < dimension; column++) {
    let i = column
    while (i < values.length && values[i] === values[column]) i += dimension
    if (i >= values.length) constant++
  }
  if (ids.length > 1 && constant > LIMITS.constantColumns * dimension)
    yield finding('constantInputs', { constant, dimension })
}

function* checkEmbedding({ embedding, groups }: HealthInput, cosines: SampledCosines): Generator<Finding> {
  const { dimension, values } = embedding
  const total = cosines.groups.length
  if (total < 2) return
  const mean = (cosines.values.reduce((sum, cosine) => sum + cosine, 0) - total) / (total * (total - 1))
  if (mean > LIMITS.meanCosine) return void (yield finding('collapse', { likeness: mean.toFixed(3) }))
  const rank = effectiveRank(
    dimension > LIMITS.rankRows ? spreadRows(values, dimension, LIMITS.rankRows) : values,
    dimension,
  )
  if (rank < LIMITS.rank && new Set(groups).size > 2) yield finding('lowRank', { rank: rank.toFixed(1) })
}

function* checkGroups({ groups, otherGroups = [] }: HealthInput, cosines: SampledCosines): Generator<Finding> {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const biggest = [...sizes.values()].reduce((most, size) => Math.max(most, size), 0) / groups.length
  if (sizes.size > 2 && biggest > LIMITS.bigGroup) yield finding('oneBigGroup', { percent: Math.round(100 * biggest) })
  // Where all are alone, there are no two groups that could overlap.
  if (sizes.size > 1 && sizes.size < groups.length) {
    const clear = silhouette(cosines.values, cosines.groups)
    if (clear < LIMITS.silhouette)
      yield finding('blurredGroups', { silhouette: clear.toFixed(2), least: LIMITS.silhouette })
  }
  const agreement = Math.min(1, ...otherGroups.map((other) => adjustedRandIndex(groups, other)))
  if (agreement < LIMITS.stability) yield finding('unstableGroups', { agreement: agreement.toFixed(2) })
}

function* checkScores({ scores }: HealthInput): Generator<Finding> {
  if (!scores) return
  const { learned, raw, shapes } = scores
  if (shapes < LIMITS.judged) yield finding('fewTestShapes', { count: shapes })
  const margin = Math.max(LIMITS.rawMargin, LIMITS.rawShapes / shapes)
  const isMapBetter = raw.map !== null && learned.map !== null && raw.map - learned.map > margin
  if (raw.accuracy - learned.accuracy > margin || isMapBetter)
    yield finding('rawIsBetter', { raw: describe(raw), learned: describe(learned) })
}

const describe = ({ accuracy, map }: HealthScores): string =>
  `${percent(accuracy)} right` + (map === null ? '' : `, ${percent(map)} of neighbors alike`)
const percent = (share: number): string => `${Math.round(100 * share)} %`
