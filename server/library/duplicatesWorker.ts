import type { OnProgress } from '../../shared/progress.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import { answering } from '../executor/answering.js'
import { findDuplicates, type Duplicate } from '../duplicates/findDuplicates.js'
import { signatureOf, type Signature } from '../duplicates/signature.js'
import { withCopies, type ContentCopy } from '../duplicates/withCopies.js'
import type { CheckedMesh } from '../mesh/checkMesh.js'
import { isImported } from '../mesh/formats.js'
import type { MeshPlace } from '../mesh/readMeshBytes.js'
import { toMesh } from '../mesh/toMesh.js'
import type { MeshFile } from './findMeshFiles.js'
import { MeshShelf } from './imports/meshShelf.js'
import { onlyShape, ShapeReader, type OpenedFile } from './shapeReader.js'
import { refusalOf } from '../mesh/refusal.js'

/** A file to compare. */
export interface ComparedFile extends MeshPlace, Pick<MeshFile, 'class'> {
  /** What a library knows of the file. A file with this is read only if it may be a duplicate. */
  readonly known?: KnownFile | undefined
}

interface KnownFile {
  /** A text that is the same for files of the same content. */
  readonly content: string
  readonly triangles: number
  readonly signature?: Signature | undefined
}

interface DuplicatesTask {
  readonly files: readonly ComparedFile[]
  /** As a share of the size. */
  readonly tolerance: number
}

interface ReadDuplicates {
  /** Number of files that could be read, or did not have to be. */
  readonly shapes: number
  readonly refused: readonly RefusedShape[]
  /** Signature of the first file of each content, by the number of the file. */
  readonly signatures: ReadonlyMap<number, Signature>
  /** Duplicates; their shapes are numbers of files. */
  readonly duplicates: readonly Duplicate[]
}

/**
 * What the thread of compareFiles runs. It reads each file once for its signature, and again where it is compared.
 * Files of the same content count as one shape.
 */
export default answering(readDuplicates)

async function readDuplicates({ files, tolerance }: DuplicatesTask, tell: OnProgress): Promise<ReadDuplicates> {
  const meshes = new ComparedMeshes(files)
  try {
    return await compare(files, tolerance, meshes, tell)
  } finally {
    await meshes.close()
  }
}

async function compare(
  files: readonly ComparedFile[],
  tolerance: number,
  meshes: ComparedMeshes,
  tell: OnProgress,
): Promise<ReadDuplicates> {
  const signatures = new Map<number, Signature>()
  const firstOf = new Map<string, Pick<ContentCopy, 'of' | 'triangles'>>()
  const copies: ContentCopy[] = []
  const refused: RefusedShape[] = []
  for (const [i, { id, class: label, known }] of files.entries()) {
    try {
      const content = known?.content ?? (await meshes.keyOf(i))
      const first = firstOf.get(content)
      if (first) copies.push({ shape: i, ...first })
      else {
        const { signature, triangles } = await measure(known, () => meshes.load(i))
        signatures.set(i, signature)
        firstOf.set(content, { of: i, triangles })
      }
    } catch (cause) {
      refused.push({ id, class: label, ...refusalOf(cause) })
    }
    tell({ stage: 'read', done: i + 1, total: files.length })
  }
  const originals = [...signatures.keys()]
  const found = await findDuplicates({
    signatures: [...signatures.values()],
    load: (shape) => meshes.load(originals[shape]),
    tolerance,
    onProgress: (done) => tell({ stage: 'compare', done, total: originals.length }),
  })
  const byFile = found.map((each) => ({ ...each, shape: originals[each.shape], of: originals[each.of] }))
  return { shapes: signatures.size + copies.length, refused, signatures, duplicates: withCopies(byFile, copies) }
}

async function measure(known: KnownFile | undefined, load: () => Promise<CheckedMesh>) {
  if (known?.signature) return { signature: known.signature, triangles: known.triangles }
  const mesh = await load()
  return { signature: signatureOf(mesh), triangles: mesh.triangles.length / 3 }
}

/** The meshes of files. A file is read every time it is asked for, except that a Blender imports it only once. */
class ComparedMeshes {
  private readonly reader = new ShapeReader()
  private readonly imported = new MeshShelf()
  /** The file that was opened last: the file whose key was asked for is usually the next to be read. */
  private last: { readonly file: number; readonly opened: OpenedFile } | undefined
  private readonly signal = new AbortController().signal // never aborted: cancelling ends the thread and its Blender

  constructor(private readonly files: readonly ComparedFile[]) {}

  /** Key of a file's content. @throws ShapekinError as ShapeReader.open and OpenedFile.key */
  async keyOf(file: number): Promise<string> {
    return (await this.open(file)).key()
  }

  /** Mesh of a file. @throws ShapekinError that says why there is none */
  async load(file: number): Promise<CheckedMesh> {
    const known = await this.imported.find(file)
    if (known) return toMesh(known)
    const shape = onlyShape(await (await this.open(file)).parts('none', this.signal))
    if ('positions' in shape && isImported(this.files[file].id)) await this.imported.put(file, shape)
    return toMesh(shape)
  }

  async close(): Promise<void> {
    this.imported.close()
    await this.reader.close()
  }

  private async open(file: number): Promise<OpenedFile> {
    if (this.last?.file === file) return this.last.opened
    const { place, ...named } = this.files[file]
    const opened = await this.reader.open({ ...named, place: typeof place === 'string' ? place : Buffer.from(place) }) // bytes come to a thread as a plain array
    this.last = { file, opened }
    return opened
  }
}
