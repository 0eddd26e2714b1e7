import { availableParallelism } from 'node:os'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { FORMATS, meshFormatOf, type MeshFormat } from '../mesh/formats.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { UpByFormat } from '../mesh/upInFile.js'
import { readMeshBytes, type MeshPlace } from '../mesh/readMeshBytes.js'
import { workThrough } from '../system/workThrough.js'

/** The axis that the meshes of one format voted to be up. */
export interface UpVote {
  readonly format: MeshFormat
  readonly up: 'y' | 'z'
  /** Number of meshes that voted for this axis, and of those that voted for the other. */
  readonly votes: number
  readonly against: number
  /** Probability that most meshes of the kind would vote for it, too, 0.5 ... 1: see certaintyOf. */
  readonly certainty: number
  /** False where the vote was too close, and y was taken. */
  readonly isSure: boolean
}

/** Files of a format that vote, spread over the library. More would hardly make it surer. */
const ASKED = 200
/** Certainty below which the vote decides nothing: y is taken, which is up in most libraries of assets. */
const SURE = 0.95
/** Scores that differ by less than this do not decide: a cube stands equally well any way. */
const UNDECIDED = 1e-6

/**
 * Finds which axis points up in the files of each format that has no rule for it: STL, PLY, OFF, and OBJ, whose
 * writers follow no common rule. Every mesh votes by how it would stand. Files that can not be read do not vote.
 *
 * @throws ShapekinError `cancelled`
 */
export async function voteUp(files: readonly MeshPlace[], { progress, signal }: WorkContext): Promise<UpVote[]> {
  const byFormat = new Map<MeshFormat, MeshPlace[]>()
  for (const file of files) {
    const format = meshFormatOf(file.id)
    if (format === undefined || !isVotedOn(format)) continue
    const own = byFormat.get(format)
    if (own) own.push(file)
    else byFormat.set(format, [file])
  }
  const asked = [...byFormat].flatMap(([format, own]) => spread(own, ASKED).map((file) => ({ format, file })))
  if (asked.length === 0) return []
  const counts = new Map([...byFormat.keys()].map((format) => [format, { y: 0, z: 0 }]))
  const pool = new MeshPool<undefined, [number, number, number]>('server/mesh/uprightWorker.js', {
    workers: availableParallelism(),
  })
  let done = 0
  try {
    await workThrough(
      asked,
      pool.workers + 1,
      async ({ format, file }, inner) => {
        const scores = await readMeshBytes(file)
          .then((input) => pool.run(input, undefined, inner))
          .catch(() => undefined)
        if (inner.aborted) throw new ShapekinError('cancelled')
        const lead = scores ? scores[1] - scores[2] : 0
        const count = counts.get(format)
        if (count && Math.abs(lead) > UNDECIDED) count[lead > 0 ? 'y' : 'z']++
        progress({ stage: 'what is up', done: ++done, total: asked.length })
      },
      signal,
    )
  } finally {
    await pool.close()
  }
  return [...counts].map(([format, { y, z }]) => decide(format, y, z))
}

/** Formats whose files may be either way up, whatever their convention is. */
const isVotedOn = (format: MeshFormat): boolean => FORMATS[format].up === 'unsaid' || format === 'obj'

function decide(format: MeshFormat, y: number, z: number): UpVote {
  const certainty = certaintyOf(Math.max(y, z), Math.min(y, z))
  const up = z > y && certainty >= SURE ? 'z' : 'y'
  const [votes, against] = up === 'y' ? [y, z] : [z, y]
  const isSure = votes >= against && certainty >= SURE
  return { format, up, votes, against, certainty: votes >= against ? certainty : 1 - certainty, isSure }
}

/**
 * The probability that the side with more votes has the majority in all that the votes were drawn from, when nothing
 * was known before. That side's share has a Beta(votes + 1, against + 1) distribution, whose probability above one half
 * is this binomial sum.
 *
 * @see Gelman et al., "Bayesian Data Analysis", 3rd edition, 2.1
 */
export function certaintyOf(votes: number, against: number): number {
  const n = votes + against + 1
  // P(Beta(a, b) > 1/2) = P(Binomial(a + b - 1, 1/2) <= a - 1), a = votes + 1.
  let term = 2 ** -n
  let sum = 0
  for (let k = 0; k <= votes; k++) {
    sum += term
    term *= (n - k) / (k + 1)
  }
  return Math.min(1, sum)
}

/** At most `count` items of a list, evenly spaced. */
const spread = <Item>(list: readonly Item[], count: number): Item[] =>
  list.length <= count
    ? [...list]
    : Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)])

/** The votes by format, in the form that upByVotes takes. */
export const upsOf = (votes: readonly UpVote[]): UpByFormat =>
  Object.fromEntries(votes.map(({ format, up }) => [format, up]))
