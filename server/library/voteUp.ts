import { availableParallelism } from 'node:os'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { FORMATS, meshFormatOf, type MeshFormat } from '../mesh/formats.js'
import { MeshPool } from '../mesh/meshPool.js'
import type { UpByFormat } from '../mesh/upInFile.js'
import { readMeshBytes, type MeshPlace } from '../mesh/readMeshBytes.js'
import { workThrough } from '../system/workThrough.js'

/** What the meshes of one format say points up. */
export interface UpVote {
  readonly format: MeshFormat
  readonly up: 'y' | 'z'
  /** Meshes that say so, and those that say the other. */
  readonly votes: number
  readonly against: number
  /** Probability that most meshes of the kind say so, too, 0.5 ... 1: see certaintyOf. */
  readonly certainty: number
  /** Else y was taken. */
  readonly isSure: boolean
}

/** Files of a format that are asked, spread over the library: more hardly make it surer. */
const ASKED = 200
/** Below this nothing is decided: y, as in most libraries of assets. */
const SURE = 0.95
/** Scores nearer than this say nothing: a cube stands any way. */
const UNDECIDED = 1e-6

/**
 * Which axis points up in the files of each format that has no rule of its own for it (STL, PLY, OFF, and OBJ, which most
 * writers turn as they like): every mesh votes by how it would stand. Files that can not be read do not vote.
 *
 * @throws ShapekinError `cancelled`
 */
export async function voteUp(files: readonly MeshPlace[], { progress, signal }: WorkContext): Promise<UpVote[]> {
  const byFormat = new Map<MeshFormat, MeshPlace[]>()
  for (const file of files) {
    const format = meshFormatOf(file.id)
    if (format !== undefined && isVotedOn(format)) byFormat.set(format, [...(byFormat.get(format) ?? []), file])
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

/** Formats whose files may be either way up, whatever their custom is. */
const isVotedOn = (format: MeshFormat): boolean => FORMATS[format].up === 'unsaid' || format === 'obj'

function decide(format: MeshFormat, y: number, z: number): UpVote {
  const certainty = certaintyOf(Math.max(y, z), Math.min(y, z))
  const up = z > y && certainty >= SURE ? 'z' : 'y'
  const [votes, against] = up === 'y' ? [y, z] : [z, y]
  const isSure = votes >= against && certainty >= SURE
  return { format, up, votes, against, certainty: votes >= against ? certainty : 1 - certainty, isSure }
}

/**
 * The probability that the side with more votes has the majority in all that the votes were drawn from, when nothing was known
 * before: the share of it has a Beta(votes + 1, against + 1) distribution, whose part above one half is this sum of a binomial.
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

/** At most `count` of a list, at even distances. */
const spread = <Item>(list: readonly Item[], count: number): Item[] =>
  list.length <= count
    ? [...list]
    : Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)])

/** Votes by format, as upByVotes takes them. */
export const upsOf = (votes: readonly UpVote[]): UpByFormat =>
  Object.fromEntries(votes.map(({ format, up }) => [format, up]))
