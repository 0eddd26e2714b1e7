import { answerMesh } from '../../mesh/answerMesh.js'
import { packMesh } from '../../mesh/packMesh.js'
import { turnUpright } from '../../mesh/turnUpright.js'
import { FORMATS, type WrittenFormat } from '../../mesh/formats.js'

/** `page` = the form that the page's viewer reads, with z up: see packMesh. */
export type MeshForm = WrittenFormat | 'page'

export interface ConvertOptions {
  readonly format: MeshForm
  /** Name of the shape, for formats that hold one. */
  readonly name: string
  readonly up: 'y' | 'z'
}

/** What a thread of LibraryMeshes runs. It returns the bytes of a mesh file. */
export default answerMesh(async (mesh, { format, name, up }: ConvertOptions): Promise<Uint8Array> => {
  if (format === 'page') return packMesh(up === 'y' ? turnUpright(mesh) : mesh)
  const written = await FORMATS[format].write(mesh, name)
  return typeof written === 'string' ? Buffer.from(written) : written
})
