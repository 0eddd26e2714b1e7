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
  /** The axes that the meshes voted to be up, where they were asked. */
  readonly votes: readonly UpVote[]
}

export interface DescribeFilesOptions {
  /** Number of threads; default one per core. */
  readonly workers?: number | undefined
  readonly change?: MeshChange
  /** How to look at the meshes as well; default: not at all. */
  readonly look?: LookPlan | undefined
  /** Whether one file may be several shapes; default none. */
  readonly split?: SplitChoice | undefined
  /**
   * Axis that points up. auto = it is found, where it matters; default the axis of `options` for all files that this
   * program reads itself.
   */
  readonly up?: string | undefined
  /** Name of the stage in the progress. */
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
 * Checks that at least one mesh was described, for work that needs numbers.
 * @throws ShapekinError `descriptor.noneDescribed`
 */
export function requireDescribed({ table, refused }: DescribedShapes): void {
  if (table.ids.length > 0) return
  const [{ id, message }] = refused
  throw new ShapekinError('descriptor.noneDescribed', { count: refused.length, path: id, reason: message })
}
