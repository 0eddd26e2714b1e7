import { answerMesh } from '../../mesh/answerMesh.js'
import { FORMATS, type WrittenFormat } from '../../mesh/formats.js'

export interface ConvertOptions {
  readonly format: WrittenFormat
  /** Of the shape, for formats that hold one. */
  readonly name: string
}

/** What a thread of LibraryMeshes runs: the bytes of a mesh file. */
export default answerMesh(async (mesh, { format, name }: ConvertOptions): Promise<Uint8Array> => {
  const written = await FORMATS[format].write(mesh, name)
  return typeof written === 'string' ? Buffer.from(written) : written
})
