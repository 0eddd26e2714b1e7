import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import type { SplitChoice } from '../../../shared/schema/splitChoice.js'
import { dropOldContents } from '../../catalog/contentRows.js'
import { FileWriter, type KnownFile } from '../../catalog/fileRows.js'
import { dropRoot, keepRoot, readRoots, type LibraryRoot } from '../../catalog/rootRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { RefusedShape } from '../../descriptor/describeSource.js'
import type { MeshRunner } from '../../mesh/meshRunner.js'
import { workThrough } from '../../system/workThrough.js'
import type { FoundFiles } from '../findMeshFiles.js'
import { ShapeReader } from '../shapeReader.js'
import type { UpVote } from '../voteUp.js'
import { chooseRoots } from './chooseRoots.js'
import { chooseSpace, type ChosenSpace, type SpaceRequest } from './chooseSpace.js'
import { requireFolders } from './requireFolders.js'
import { studyFile } from './studyFile.js'
import { StudyKeeper, type KeepCounts } from './studyKeeper.js'
import { StudyPool } from './studyPool.js'
import type { Study, StudyOptions } from './studyWorker.js'
import { surveyRoot, type Survey } from './surveyRoot.js'

export interface AddRequest extends SpaceRequest {
  /** Paths of folders. */
  readonly paths: readonly string[]
  /** Look only at these folders, which lie below the one path that is given; default at all of it. */
  readonly only?: readonly string[] | undefined
  /** Whether one file may be several shapes; default as it was for the folder before, else none. */
  readonly split?: SplitChoice | undefined
  /** Number of threads; default one per core. */
  readonly workers?: number | undefined
}

/** What studies the meshes; default a pool of threads for one call. The caller closes it. */
export type StudyRunner = MeshRunner<StudyOptions, Study>

export interface AddedFolders extends KeepCounts, Pick<FoundFiles, 'passedOver' | 'unread'> {
  /** Number of files that were not read, because they have not changed. */
  readonly unchanged: number
  /** Number of files that were in the library but are gone. */
  readonly gone: number
  /** Files and folders that could not be read. */
  readonly refused: readonly RefusedShape[]
  /** Votes of the meshes on the up axis, where they were asked in this call. */
  readonly votes: readonly UpVote[]
  /** Sentences for the user. */
  readonly notes: readonly string[]
}

/**
 * Brings a library up to date with folders: new and changed files are described, moved files keep their numbers, files
 * that are gone are forgotten. Unchanged files are not read. It may be stopped at any moment; the next call goes on.
 *
 * @throws ShapekinError `input.*` for a path that is no folder, `cancelled`, `catalog.*`, `output.*`, `queue.*`, and as
 *   chooseSpace
 */
export async function addFolders(
  sql: SqlFile,
  request: AddRequest,
  work: WorkContext,
  runner?: StudyRunner,
): Promise<AddedFolders> {
  await requireFolders(request.paths)
  const chosen = await chooseSpace(sql, request)
  const roots = takeRoots(sql, request, chosen)
  const began = Date.now()
  const surveys: Survey[] = []
  for (const root of roots)
    for (const place of request.only ?? [root.path])
      surveys.push(await surveyRoot(sql, root, chosen.space.id, work, place))
  const gone = new Set<KnownFile>(surveys.flatMap((survey) => survey.gone))
  const keeper = new StudyKeeper(sql, gone, began)
  const pool = runner ?? new StudyPool(request)
  try {
    await studyAll(surveys, keeper, chosen, pool, work)
  } finally {
    if (pool !== runner) await pool.close()
  }
  finish(sql, chosen, surveys, gone)
  const unread = new Map<string, number>()
  for (const survey of surveys)
    for (const [end, count] of survey.unread) unread.set(end, (unread.get(end) ?? 0) + count)
  const sum = (of: (survey: Survey) => number) => surveys.reduce((total, survey) => total + of(survey), 0)
  return {
    ...keeper.counts,
    unchanged: sum(({ unchanged }) => unchanged),
    gone: gone.size,
    refused: surveys.flatMap(({ refused }) => refused),
    passedOver: sum(({ passedOver }) => passedOver),
    unread,
    votes: surveys.flatMap(({ votes }) => votes),
    notes: chosen.notes,
  }
}

function takeRoots(sql: SqlFile, { paths, up, split }: AddRequest, { input }: ChosenSpace): LibraryRoot[] {
  const needsUp = input.options.up !== 'none'
  const how = { up: needsUp ? (up as LibraryRoot['up'] | undefined) : ('none' as const), split }
  return sql.transaction(() => {
    const { roots, swallowed } = chooseRoots(paths, readRoots(sql), how)
    for (const { id } of swallowed) dropRoot(sql, id)
    return roots.map((root) => keepRoot(sql, root))
  })
}

async function studyAll(
  surveys: readonly Survey[],
  keeper: StudyKeeper,
  chosen: ChosenSpace,
  pool: StudyRunner,
  { progress, signal }: WorkContext,
): Promise<void> {
  const changed = surveys.flatMap((survey) => survey.changed)
  if (changed.length === 0) return
  const reader = new ShapeReader()
  let done = 0
  progress({ stage: 'describe', done, total: changed.length })
  try {
    await workThrough(
      changed,
      pool.workers + 1,
      async (file, inner) => {
        if (inner.aborted) throw new ShapekinError('cancelled')
        const { isKnown } = keeper
        keeper.take(file, await studyFile(file, { chosen, pool, reader, isKnown, signal: inner }))
        progress({ stage: 'describe', done: ++done, total: changed.length })
      },
      signal,
    )
  } finally {
    keeper.flush()
    await reader.close()
  }
}

/** Updates what can only be known when all folders have been looked at. */
function finish(sql: SqlFile, { space }: ChosenSpace, surveys: readonly Survey[], gone: ReadonlySet<KnownFile>): void {
  const files = new FileWriter(sql)
  sql.transaction(() => {
    for (const { id } of gone) files.remove(id)
    for (const { root, refused } of surveys)
      for (const { id, class: label, code, message } of refused)
        files.put({
          root: root.id,
          name: id,
          way: Buffer.alloc(0),
          class: label,
          stamp: '',
          content: { code, message },
        })
    dropOldContents(sql, space.id)
  })
}
