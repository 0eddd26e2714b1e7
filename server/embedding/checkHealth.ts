import { clusterTree } from '../cluster/clusterTree.js'
import { cutTree } from '../cluster/cutTree.js'
import { TREE } from '../cluster/groupShapes.js'
import { adjustedRandIndex } from '../metrics/adjustedRandIndex.js'
import { cosineMatrix } from '../metrics/cosineMatrix.js'
import { silhouette } from '../metrics/silhouette.js'
import type { Table } from '../table/table.js'
import { effectiveRank } from './effectiveRank.js'
import { normalizeRows } from './normalizeRows.js'

/** Something a person should know before colors are shown. */
export interface Finding {
  readonly code: FindingCode
  /** `stop`: ask before coloring; `warn`: show with the result. */
  readonly level: 'stop' | 'warn'
  /** What it means, in words for people who do not know the method. */
  readonly text: string
}
export type FindingCode =
  | ('tooFew' | 'oneClass' | 'loneClass' | 'duplicates' | 'constantInputs' | 'collapse' | 'lowRank')
  | ('oneBigGroup' | 'blurredGroups' | 'unstableGroups' | 'rawIsBetter')

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
  readonly scores?: { readonly learned: HealthScores; readonly raw: HealthScores }
}
interface HealthScores {
  readonly accuracy: number
  readonly map: number
}

const LIMITS = {
  /** A network can not be judged on fewer. */
  shapes: 5,
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
  /** Raw histograms must win by this much, which 50 test shapes can show. */
  rawMargin: 0.04,
}

/**
 * Looks for reasons not to trust groups.
 *
 * @returns findings, the grave ones first; none = nothing found
 */
export function checkHealth(input: HealthInput): Finding[] {
  const findings = [...checkShapes(input.raw), ...checkEmbedding(input), ...checkGroups(input), ...checkScores(input)]
  return findings.sort((a, b) => +(a.level === 'warn') - +(b.level === 'warn'))
}

/** True when colors need a person's consent. */
export const needsConsent = (findings: readonly Finding[]): boolean => findings.some(({ level }) => level === 'stop')

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

function* checkEmbedding({ embedding, groups }: HealthInput): Generator<Finding> {
  const { ids, dimension, values } = embedding
  const total = ids.length
  if (total < 2) return
  const cosines = cosineMatrix(values, dimension)
  const mean = (cosines.reduce((sum, cosine) => sum + cosine, 0) - total) / (total * (total - 1))
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

function* checkGroups({ embedding, groups, otherGroups = [] }: HealthInput): Generator<Finding> {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const biggest = Math.max(...sizes.values()) / groups.length
  if (sizes.size > 2 && biggest > LIMITS.bigGroup)
    yield stop(
      'oneBigGroup',
      `One group holds ${Math.round(100 * biggest)} % of the shapes: the others are stragglers, not families.`,
    )
  if (sizes.size > 1) {
    const clear = silhouette(cosineMatrix(embedding.values, embedding.dimension), groups)
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
  const { learned, raw } = scores
  if (raw.accuracy - learned.accuracy > LIMITS.rawMargin || raw.map - learned.map > LIMITS.rawMargin)
    yield stop(
      'rawIsBetter',
      `The plain histograms sort the test shapes better (${describe(raw)}) than the trained network (${describe(learned)}): group by them instead.`,
    )
}

/** (N) groups by the raw histograms, offered when the network is not to be trusted. */
export function groupRaw({ ids, dimension, values }: Table, groups: number): Int32Array {
  const unit = normalizeRows(values.slice(), dimension)
  return cutTree(clusterTree(unit, ids.length, dimension, TREE), Math.min(groups, ids.length))
}

const stop = (code: FindingCode, text: string): Finding => ({ code, level: 'stop', text })
const warn = (code: FindingCode, text: string): Finding => ({ code, level: 'warn', text })
const describe = ({ accuracy, map }: HealthScores): string =>
  `${percent(accuracy)} right, ${percent(map)} of neighbors alike`
const percent = (share: number): string => `${Math.round(100 * share)} %`
