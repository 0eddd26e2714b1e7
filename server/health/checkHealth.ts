import { adjustedRandIndex } from '../metrics/adjustedRandIndex.js'
import { cosineMatrix } from '../metrics/cosineMatrix.js'
import { silhouette } from '../metrics/silhouette.js'
import type { Table } from '../table/table.js'
import { effectiveRank } from './effectiveRank.js'
import type { Finding, FindingCode } from './finding.js'

export interface HealthInput {
  /** The raw histograms of the shapes. */
  readonly raw: Table
  /** Their places, same order; rows of length 1. */
  readonly embedding: Table
  /** (N) group of each. */
  readonly groups: Int32Array
  /** (N) groups of the same shapes from trainings with other seeds, when there are any. */
  readonly otherGroups?: readonly Int32Array[]
  /** Figures of the same labelled shapes, when there are any. */
  readonly scores?: {
    /** How many shapes were judged. */
    readonly shapes: number
    readonly learned: HealthScores
    readonly raw: HealthScores
  }
}
interface HealthScores {
  readonly accuracy: number
  readonly map: number
}

const LIMITS = {
  /** A network can not be judged on fewer. */
  shapes: 5,
  /** Figures of all pairs are taken over no more shapes than this, evenly spread: 4 million pairs. */
  sampled: 2000,
  /** Untrained networks give 0.3 to 0.8, trained ones about 0; from here on all rows point one way. */
  meanCosine: 0.95,
  /** Directions in use: n classes in general position span n - 1; fewer than this for 3 groups or more is a line. */
  rank: 1.5,
  /** Share of the numbers that never change: some bins of chord histograms are always empty. */
  constantColumns: 0.5,
  /** Share of all shapes in one group, of three groups or more. */
  bigGroup: 0.9,
  /** Kaufman and Rousseeuw 1990: below 0.25 there is no structure worth naming. */
  silhouette: 0.25,
  /** Agreement (ARI) of groups between seeds. */
  stability: 0.6,
  /** Raw histograms must win by this share and by this many shapes. */
  rawMargin: 0.04,
  rawShapes: 2,
  /** Of fewer judged shapes one alone is more than 4 % of the accuracy, and five groups are hardly more than the shapes. */
  judged: 25,
}

/**
 * Looks for reasons not to trust groups.
 *
 * @returns findings, the grave ones first; none = nothing found
 */
export function checkHealth(input: HealthInput): Finding[] {
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
  const count = Math.min(ids.length, LIMITS.sampled)
  const rows = Array.from({ length: count }, (_, i) => Math.floor((i * ids.length) / count))
  const places = new Float32Array(count * dimension)
  rows.forEach((row, i) => places.set(values.subarray(row * dimension, (row + 1) * dimension), i * dimension))
  return { values: cosineMatrix(places, dimension), groups: Int32Array.from(rows, (row) => groups[row]) }
}

function* checkShapes({ ids, classes, dimension, values }: Table): Generator<Finding> {
  if (ids.length < LIMITS.shapes)
    yield stop('tooFew', `Only ${ids.length} shapes: too few to find families among. Select at least ${LIMITS.shapes}.`)
  const sizes = new Map<string, number>()
  for (const name of classes) if (name !== '') sizes.set(name, (sizes.get(name) ?? 0) + 1)
  if (sizes.size === 1)
    yield stop('oneClass', `All shapes are marked "${[...sizes.keys()][0]}", so nothing shows how families differ.`)
  const lone = [...sizes].filter(([, size]) => size === 1).map(([name]) => `"${name}"`)
  if (lone.length > 0 && sizes.size > 1)
    yield warn(
      'loneClass',
      `Only one shape each is marked ${lone.join(', ')}: what is typical of them can not be learned.`,
    )
  const rows = ids.map((_, i) => values.subarray(i * dimension, (i + 1) * dimension).join())
  const copies = rows.length - new Set(rows).size
  if (copies > 0)
    yield warn(
      'duplicates',
      `${copies === 1 ? 'One shape is an exact copy' : `${copies} shapes are exact copies`} of another and weigh double.`,
    )
  let constant = 0
  for (let column = 0; column < dimension; column++) {
    let i = column
    while (i < values.length && values[i] === values[column]) i += dimension
    if (i >= values.length) constant++
  }
  if (ids.length > 1 && constant > LIMITS.constantColumns * dimension)
    yield stop(
      'constantInputs',
      `${constant} of the ${dimension} numbers that describe a shape are the same for all shapes: they look alike to the program.`,
    )
}

function* checkEmbedding({ embedding, groups }: HealthInput, cosines: SampledCosines): Generator<Finding> {
  const { dimension, values } = embedding
  const total = cosines.groups.length
  if (total < 2) return
  const mean = (cosines.values.reduce((sum, cosine) => sum + cosine, 0) - total) / (total * (total - 1))
  if (mean > LIMITS.meanCosine)
    return void (yield stop(
      'collapse',
      `The network puts all shapes in nearly the same place (mean likeness ${mean.toFixed(3)} of 1): it learned nothing.`,
    ))
  const rank = effectiveRank(values, dimension)
  if (rank < LIMITS.rank && new Set(groups).size > 2)
    yield stop(
      'lowRank',
      `The network tells shapes apart along a single line (${rank.toFixed(1)} directions), too few for these groups.`,
    )
}

function* checkGroups({ groups, otherGroups = [] }: HealthInput, cosines: SampledCosines): Generator<Finding> {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const biggest = Math.max(...sizes.values()) / groups.length
  if (sizes.size > 2 && biggest > LIMITS.bigGroup)
    yield stop(
      'oneBigGroup',
      `One group holds ${Math.round(100 * biggest)} % of the shapes: the others are stragglers, not families.`,
    )
  if (sizes.size > 1) {
    const clear = silhouette(cosines.values, cosines.groups)
    if (clear < LIMITS.silhouette)
      yield warn(
        'blurredGroups',
        `The groups run into each other (silhouette ${clear.toFixed(2)}; from 0.25 on they can be told apart).`,
      )
  }
  const agreement = Math.min(1, ...otherGroups.map((other) => adjustedRandIndex(groups, other)))
  if (agreement < LIMITS.stability)
    yield warn(
      'unstableGroups',
      `Training again with another seed gives other groups (agreement ${agreement.toFixed(2)} of 1): do not rely on them.`,
    )
}

function* checkScores({ scores }: HealthInput): Generator<Finding> {
  if (!scores) return
  const { learned, raw, shapes } = scores
  if (shapes < LIMITS.judged)
    yield warn(
      'fewTestShapes',
      `Only ${shapes} shapes were there to judge by: figures of so few, ARI above all, say little. Take more shapes.`,
    )
  const margin = Math.max(LIMITS.rawMargin, LIMITS.rawShapes / shapes)
  if (raw.accuracy - learned.accuracy > margin || raw.map - learned.map > margin)
    yield stop(
      'rawIsBetter',
      `The plain histograms sort the test shapes better (${describe(raw)}) than the trained network (${describe(learned)}): group by them instead (colors: raw).`,
    )
}

const stop = (code: FindingCode, text: string): Finding => ({ code, level: 'stop', text })
const warn = (code: FindingCode, text: string): Finding => ({ code, level: 'warn', text })
const describe = ({ accuracy, map }: HealthScores): string =>
  `${percent(accuracy)} right, ${percent(map)} of neighbors alike`
const percent = (share: number): string => `${Math.round(100 * share)} %`
