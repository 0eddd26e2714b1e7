import { toShapekinError } from '../../shared/errors.js'
import type { MeshAnswer, MeshTask } from './answerMesh.js'
import type { MeshPart } from './meshParts.js'
import { splitMesh } from './splitMesh.js'

/** What a thread of SplitPool runs. */
export default async function split({ input }: MeshTask<undefined>): Promise<MeshAnswer<MeshPart[]>> {
  try {
    const parts = 'bytes' in input ? await splitMesh(input.bytes, input.format) : [{ name: '', shape: input }]
    return { type: 'done', result: parts }
  } catch (cause) {
    const { code, values } = toShapekinError(cause)
    return { type: 'refused', code, values }
  }
}
