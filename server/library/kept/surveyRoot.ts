import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import { knownFiles, type KnownFile } from '../../catalog/fileRows.js'
import { keepRoot, upOfFile, type LibraryRoot } from '../../catalog/rootRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { RefusedShape } from '../../descriptor/describeSource.js'
import { meshFormatOf } from '../../mesh/formats.js'
import { workThrough } from '../../system/workThrough.js'
import { findMeshFiles, type FoundFiles, type MeshFile } from '../findMeshFiles.js'
import { upsOf, voteUp, type UpVote } from '../voteUp.js'
import { readStamp } from './fileStamp.js'
import { idBelow } from './idBelow.js'

/** A file that has to be read. */
export interface ChangedFile extends MeshFile {
  readonly root: LibraryRoot
  /** Stamp of the file, see stampOf; '' = it could not be taken. */
  readonly stamp: string
}

export interface Survey extends Pick<FoundFiles, 'passedOver' | 'unread'> {
  readonly root: LibraryRoot
  readonly unchanged: number
  readonly changed: readonly ChangedFile[]
  /** Files of the library that were not found. */
  readonly gone: readonly KnownFile[]
  /** Votes of the meshes that were asked for the up axis in this call. */
  readonly votes: readonly UpVote[]
  /** What could not be read, by its id. */
  readonly refused: readonly RefusedShape[]
}

/** Most files that the system is asked about at a time; more would only wait. */
const AT_ONCE = 32

/**
 * What has changed below a root since the library was last updated. No mesh file is read.
 *
 * @param space number of the one in use
 * @param place look only at this folder of the root; default all of it
 * @throws ShapekinError `input.notFound`, `cancelled`
 */
export async function surveyRoot(
  sql: SqlFile,
  asked: LibraryRoot,
  space: number,
  { progress, signal }: WorkContext,
  place = asked.path,
): Promise<Survey> {
  const { files, refused, passedOver, unread } = await findMeshFiles([place])
  const { root, votes } = await findUps(sql, asked, files, { progress, signal })
  const start = place === root.path ? root.prefix : `${idBelow(root, place)}/`
  const known = knownFiles(sql, root, space, (name) => upOfFile(root, name), start)
  const changed: ChangedFile[] = []
  let done = 0
  await workThrough(
    files,
    AT_ONCE,
    async (file, inner) => {
      if (inner.aborted) throw new ShapekinError('cancelled')
      const id = start + file.below
      const stamp = namesOthers(file.below) ? '' : ((await readStamp(file.place)) ?? '')
      const before = known.get(id)
      const isSame = before?.content !== undefined && stamp !== '' && before.stamp === stamp
      if (!isSame) changed.push({ ...file, id, root, stamp })
      progress({ stage: 'look', done: ++done, total: files.length })
    },
    signal,
  )
  const found = new Set(files.map(({ below }) => start + below))
  const named = refused.map((each) => ({
    ...each,
    id: each.id === '.' ? start.slice(0, -1) : start + each.id,
  }))
  return {
    root,
    unchanged: files.length - changed.length,
    changed: changed.sort((a, b) => (a.id < b.id ? -1 : 1)),
    gone: [...known].flatMap(([id, file]) => (found.has(id) || isHidden(id, named, root) ? [] : [file])),
    refused: named,
    passedOver,
    unread,
    votes,
  }
}

/** Finds the up axis for formats of an `auto` root where it is not known yet; axes found before stay. */
async function findUps(
  sql: SqlFile,
  root: LibraryRoot,
  files: readonly MeshFile[],
  work: WorkContext,
): Promise<{ readonly root: LibraryRoot; readonly votes: readonly UpVote[] }> {
  if (root.up !== 'auto') return { root, votes: [] }
  const isNew = ({ id }: MeshFile) => !Object.hasOwn(root.ups, meshFormatOf(id) ?? '')
  const votes = await voteUp(files.filter(isNew), work)
  return { root: votes.length > 0 ? keepRoot(sql, { ...root, ups: { ...root.ups, ...upsOf(votes) } }) : root, votes }
}

/** A glTF text names other files that it needs, so only the content tells whether the mesh has changed. */
const namesOthers = (path: string): boolean => path.toLowerCase().endsWith('.gltf')

/** A file below a folder that could not be entered may still exist. */
const isHidden = (id: string, refused: readonly RefusedShape[], { prefix }: LibraryRoot): boolean =>
  refused.some((each) => id === each.id || id.startsWith(`${each.id}/`) || `${each.id}/` === prefix)
