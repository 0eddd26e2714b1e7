import { parse as parsePath } from 'node:path'
import { parse } from '../../shared/parse.js'
import type { WorkContext } from '../../shared/progress.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'
import { loadCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint } from '../checkpoint/describeForCheckpoint.js'
import type { MeshChange } from '../descriptor/describeSource.js'
import { stretchMesh } from '../mesh/stretchMesh.js'
import type { Table } from '../table/table.js'
import { addViews } from '../whitening/addViews.js'
import { pretrain } from '../whitening/pretrain.js'
import { describeFound, requireDescribed, type DescribedFiles, type DescribeFilesOptions } from './describePaths.js'
import { requireMeshFiles, type FoundFiles } from './findMeshFiles.js'
import { canLook } from './planLook.js'
import { readRecipeFamilies } from './readRecipeFamilies.js'
import { wordClass } from './wordClass.js'

export interface PretrainRequest {
  /** Folders of libraries. Each folder or file directly below one is a kit, which is held out as a whole. */
  readonly labelled: readonly string[]
  /** A folder of `shapekin generate` to learn from as well. */
  readonly generated?: string | undefined
  /** Where a class comes from: the first word of a file's name, or the folder that the file lies in. */
  readonly label: 'word' | 'folder'
  /** Axis that points up in every labelled mesh. */
  readonly up: DescribeOptions['up']
  /** Whether to learn from views, too; `auto`: where the network is installed. */
  readonly views: ViewsChoice
  /** Folder of a checkpoint whose layers for the geometry are kept: only views are learned. */
  readonly from?: string | undefined
  /** Number of threads; default one per core. */
  readonly workers?: number | undefined
}

export interface MadeCheckpoint {
  readonly checkpoint: Checkpoint
  /** Results of each folder that was read, in turn; they name the files that could not be used. */
  readonly described: readonly DescribedFiles[]
}

/**
 * Makes a checkpoint for any mesh from libraries of labelled meshes. Descriptions are kept by content, so a call after
 * one that was stopped goes on where that one was.
 *
 * @throws ShapekinError `views.noNetwork`, and as loadCheckpoint, requireMeshFiles, describeFound, readRecipeFamilies
 *   and pretrain
 */
export async function makeCheckpoint(
  { labelled, generated, label, up, views, from, workers }: PretrainRequest,
  work: WorkContext,
): Promise<MadeCheckpoint> {
  const given = from === undefined ? undefined : await loadCheckpoint(from)
  const { options } = given
    ? describeForCheckpoint(given, { up })
    : { options: parse(DescribeOptions, { descriptor: 'shape', up }) }
  // In meshes that Blender generated, z is up.
  const generatedOptions: DescribeOptions = { ...options, up: up === 'none' ? 'none' : 'z' }
  const families = generated === undefined ? undefined : await readRecipeFamilies(generated)
  const found = await requireMeshFiles(labelled)
  const read: DescribedFiles[] = []
  const describe = async (stage: string, files: FoundFiles, how: DescribeOptions, more: DescribeFilesOptions = {}) => {
    const described = await describeFound(files, how, { stage, workers, ...more }, work)
    requireDescribed(described)
    if (!more.change) read.push(described) // lists the results of the same files once
    return described
  }
  const look = canLook(given ? 'on' : views)
    ? { view: { up: options.up }, place: (sight: Float32Array) => sight }
    : undefined
  const { table: described, looks } = await describe('describe', found, options, { look })
  const table = label === 'word' ? { ...described, classes: described.ids.map(wordClass) } : described
  if (given) return { checkpoint: addViews(given, table, looks), described: read }
  const { table: copies } = await describe('describe stretched copies', found, options, { change: stretching(up) })
  const shapes =
    generated && (await describe('describe generated', await requireMeshFiles([generated]), generatedOptions)).table
  const { progress, signal } = work
  const checkpoint = await pretrain(
    {
      labelled: table,
      kits: kitsOf(table, found),
      copies,
      looks: look && looks,
      ...(shapes && families ? { generated: classify(shapes, families) } : {}),
    },
    WhiteningOptions.parse({}),
    async (done, total) => {
      progress({ stage: 'learn', done, total })
      await new Promise(setImmediate) // lets Ctrl-C be handled
      signal.throwIfAborted()
    },
  )
  return { checkpoint, described: read }
}

const stretching = (up: DescribeOptions['up']): MeshChange => ({
  name: up === 'z' ? 'stretched, z up' : 'stretched, y up',
  apply: (mesh, seed) => stretchMesh(mesh, up === 'z' ? 2 : 1, seed),
})

const classify = (table: Table, families: ReadonlyMap<string, string>): Table => ({
  ...table,
  classes: table.ids.map((path) => families.get(parsePath(path).name) ?? ''),
})

/** The kit of each file: `../kenney/furniture/chair.obj` below `../kenney` belongs to the kit `furniture`. */
function kitsOf({ ids }: Table, { files }: FoundFiles): string[] {
  const kits = new Map(files.map(({ id, below }) => [id, below.split('/')[0]]))
  return ids.map((id) => kits.get(id) ?? '')
}
