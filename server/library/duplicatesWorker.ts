import { toShapekinError } from '../../shared/errors.js'
import type { OnProgress } from '../../shared/progress.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import { answering } from '../executor/answering.js'
import { findDuplicates, type Duplicate } from '../duplicates/findDuplicates.js'
import { signatureOf, type Signature } from '../duplicates/signature.js'
import type { MeshPlace } from '../mesh/readMeshBytes.js'
import { toMesh } from '../mesh/toMesh.js'
import type { MeshFile } from './findMeshFiles.js'
import { onlyShape, ShapeReader } from './shapeReader.js'

/** A file to be compared. */
export interface ComparedFile extends MeshPlace, Pick<MeshFile, 'class'> {
  /** Where it is known already, the file is read only if it may be a duplicate. */
  readonly signature?: Signature | undefined
}

interface DuplicatesTask {
  readonly files: readonly ComparedFile[]
  /** Share of the size. */
  readonly tolerance: number
}

interface ReadDuplicates {
  /** The files that could be read, with their signatures; duplicates name them by number. */
  readonly files: readonly (ComparedFile & { readonly signature: Signature })[]
  readonly refused: readonly RefusedShape[]
  readonly duplicates: readonly Duplicate[]
}

/** What the thread of findDuplicateFiles runs: reads each file once for its signature, and again where it is compared. */
export default answering(readDuplicates)

async function readDuplicates({ files, tolerance }: DuplicatesTask, tell: OnProgress): Promise<ReadDuplicates> {
  const reader = new ShapeReader()
  try {
    return await compare({ files, tolerance }, reader, tell)
  } finally {
    await reader.close()
  }
}

async function compare({ files, tolerance }: DuplicatesTask, reader: ShapeReader, tell: OnProgress) {
  const { signal } = new AbortController() // who cancels ends the thread, and with it the Blender
  const read = async (file: ComparedFile) => {
    const opened = await reader.open({ ...file, place: bytesOf(file.place) })
    return toMesh(onlyShape(await opened.parts('none', signal)))
  }
  const readable: (ComparedFile & { signature: Signature })[] = []
  const refused: RefusedShape[] = []
  for (const [i, file] of files.entries()) {
    try {
      readable.push({ ...file, signature: file.signature ?? signatureOf(await read(file)) })
    } catch (cause) {
      const { code, message } = toShapekinError(cause)
      refused.push({ id: file.id, class: file.class, code, message })
    }
    tell({ stage: 'read', done: i + 1, total: files.length })
  }
  const found = await findDuplicates({
    signatures: readable.map(({ signature }) => signature),
    load: (shape) => read(readable[shape]),
    tolerance,
    onProgress: (done) => tell({ stage: 'compare', done, total: readable.length }),
  })
  return { files: readable, refused, duplicates: found }
}

/** A name of bytes comes to a thread as plain bytes. */
const bytesOf = (place: string | Uint8Array): string | Buffer =>
  typeof place === 'string' ? place : Buffer.from(place)
