import { ShapekinError } from '../../shared/errors.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import type { WorkContext } from '../../shared/progress.js'
import { readConfig } from '../config.js'
import { DescribePool } from '../descriptor/describePool.js'
import { describeSource, type DescribedShapes, type MeshChange } from '../descriptor/describeSource.js'
import { upByVotes } from '../mesh/upInFile.js'
import { checkHome } from '../system/home.js'
import { DescriptionCache } from './descriptionCache.js'
import { dropOutdated } from './dropOutdated.js'
import { requireMeshFiles, type FoundFiles } from './findMeshFiles.js'
import { librarySource } from './librarySource.js'
import { openLook, type LookPlan } from './openLook.js'
import { upsOf, voteUp, type UpVote } from './voteUp.js'

/** See FoundFiles. */
export interface DescribedFiles extends DescribedShapes, Pick<FoundFiles, 'passedOver' | 'unread'> {
  /** What the meshes said points up, where they were asked. */
  readonly votes: readonly UpVote[]
}

export interface DescribeFilesOptions {
  /** Threads; default one per core. */
  readonly workers?: number | undefined
  readonly change?: MeshChange
  /** How the meshes are to be looked at, too; default not. */
  readonly look?: LookPlan | undefined
  /** Whether a file may be several shapes; default none. */
  readonly split?: SplitChoice | undefined
  /** auto: what points up is found out, where it matters; default as the options say for all files that are read here. */
  readonly up?: string | undefined
  /** Of the progress. */
  readonly stage?: string
}

/**
 * Describes all mesh files of the paths, with progress, on a pool and a cache of its own.
 * @throws ShapekinError as requireMeshFiles and describeFound
 */
export const describePaths = async (
  paths: readonly string[],
  options: DescribeOptions,
  how: DescribeFilesOptions,
  work: WorkContext,
): Promise<DescribedFiles> => describeFound(await requireMeshFiles(paths), options, how, work)

/**
 * Describes files that were found, with progress, on a pool and a cache of its own.
 * @throws ShapekinError `server.homeNotWritable`, and as describeSource
 */
export async function describeFound(
  found: FoundFiles,
  options: DescribeOptions,
  { workers, change, look: plan, split = 'none', up, stage = 'describe' }: DescribeFilesOptions,
  work: WorkContext,
): Promise<DescribedFiles> {
  const { home } = readConfig(process.env)
  checkHome(home)
  await dropOutdated(home)
  const { signal, progress } = work
  const isAsked = up === 'auto' && options.up !== 'none'
  const votes = isAsked ? await voteUp(found.files, work) : []
  const ups = upsOf(votes)
  const pool = new DescribePool({ workers })
  const looking = plan && openLook(plan, home, workers)
  try {
    const described = await describeSource(
      librarySource(found, split, signal, isAsked ? (id) => upByVotes(id, ups) : undefined),
      options,
      {
        pool,
        store: new DescriptionCache(home),
        tick: (done, total) => progress({ stage, done, total }),
        signal,
        ...(change ? { change } : {}),
        ...(looking ? { look: looking.look } : {}),
      },
    )
    return { ...described, passedOver: found.passedOver, unread: found.unread, votes }
  } finally {
    await Promise.all([pool.close(), looking?.close()])
  }
}

/**
 * For work that needs numbers, not only reasons.
 * @throws ShapekinError `descriptor.noneDescribed`
 */
export function requireDescribed({ table, refused }: DescribedShapes): void {
  if (table.ids.length > 0) return
  const [{ id, message }] = refused
  throw new ShapekinError('descriptor.noneDescribed', { count: refused.length, path: id, reason: message })
}
