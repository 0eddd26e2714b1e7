import { answering } from '../executor/answering.js'
import type { MeshTask } from './answerMesh.js'
import type { MeshPart } from './meshParts.js'
import { splitMesh } from './splitMesh.js'

/** What the thread of a Splitter runs. */
export default answering(async ({ mesh }: MeshTask<undefined>): Promise<MeshPart[]> =>
  'bytes' in mesh ? splitMesh(mesh.bytes, mesh.format) : [{ name: '', shape: mesh }],
)
