import type { DescribeOptions } from '../../../shared/schema/describeOptions.js'
import type { ShapeFacts } from '../../catalog/contentRows.js'
import { describeMesh } from '../../descriptor/describeMesh.js'
import { answerMesh } from '../../mesh/answerMesh.js'
import { boxSize } from '../../mesh/boxSize.js'
import { lookAtMesh } from '../../views/lookAtMesh.js'
import { ownNetwork } from '../../views/ownNetwork.js'
import type { ViewOptions } from '../../views/renderViews.js'

export interface StudyOptions {
  readonly describe: DescribeOptions
  /** How to look at the mesh; default: not at all. */
  readonly view?: ViewOptions | undefined
}

/** All that a library keeps of a mesh. The mesh is read and checked once for all of it. */
export interface Study {
  readonly facts: ShapeFacts
  readonly values: Float32Array
  /** Packed; see lookAtMesh. */
  readonly sight?: Float32Array | undefined
}

/** What a thread of StudyPool runs. */
export default answerMesh(async (mesh, { describe, view }: StudyOptions): Promise<Study> => {
  const { values, repairs } = describeMesh(mesh, describe)
  const { positions, triangles } = mesh
  const [triangleCount, vertexCount] = [triangles.length / 3, positions.length / 3]
  return {
    facts: { triangles: triangleCount, vertices: vertexCount, size: boxSize(positions), repairs: [...repairs] },
    values,
    sight: view && (await lookAtMesh(mesh, view, await ownNetwork())),
  }
})
