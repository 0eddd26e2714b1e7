import { toShapekinError } from '../../shared/errors.js'
import type { OnProgress } from '../../shared/progress.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import { answering } from '../executor/answering.js'
import { findDuplicates, type Duplicate } from '../duplicates/findDuplicates.js'
import { signatureOf, type Signature } from '../duplicates/signature.js'
import { readMeshBytes } from '../mesh/readMeshBytes.js'
import { toMesh } from '../mesh/toMesh.js'
import type { MeshFile } from './findMeshFiles.js'

interface DuplicatesTask {
  readonly files: readonly MeshFile[]
  /** Share of the size. */
  readonly tolerance: number
}

interface ReadDuplicates {
  /** The files that could be read; duplicates name them by number. */
  readonly files: readonly MeshFile[]
  readonly refused: readonly RefusedShape[]
  readonly duplicates: readonly Duplicate[]
}

/** What the thread of findDuplicateFiles runs: reads each file once for its signature, and again where it is compared. */
export default answering(readDuplicates)

async function readDuplicates({ files, tolerance }: DuplicatesTask, tell: OnProgress): Promise<ReadDuplicates> {
  const read = async (file: MeshFile) => toMesh(await readMeshBytes(bytesOf(file.place), file.id))
  const signatures: Signature[] = []
  const readable: MeshFile[] = []
  const refused: RefusedShape[] = []
  for (const [i, file] of files.entries()) {
    try {
      signatures.push(signatureOf(await read(file)))
      readable.push(file)
    } catch (cause) {
      const { code, message } = toShapekinError(cause)
      refused.push({ id: file.id, class: file.class, code, message })
    }
    tell({ stage: 'read', done: i + 1, total: files.length })
  }
  const found = await findDuplicates({
    signatures,
    load: (shape) => read(readable[shape]),
    tolerance,
    onProgress: (done) => tell({ stage: 'compare', done, total: readable.length }),
  })
  return { files: readable, refused, duplicates: found }
}

/** A name of bytes comes to a thread as plain bytes. */
const bytesOf = (place: string | Uint8Array): string | Buffer =>
  typeof place === 'string' ? place : Buffer.from(place)
