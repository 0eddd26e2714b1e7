import type { OnProgress } from '../../shared/progress.js'
import { findDuplicates, type Duplicate } from '../duplicates/findDuplicates.js'
import { signatureOf } from '../duplicates/signature.js'
import { checkMesh } from '../mesh/checkMesh.js'
import type { Mesh } from '../mesh/mesh.js'

/** What is compared: the different meshes of a scene. */
export interface DuplicatesInput {
  readonly meshes: readonly Mesh[]
  /** Share of the size. */
  readonly tolerance: number
}

/** Every mesh that lies on an earlier one, by their places in the input. */
export function duplicateMeshes({ meshes, tolerance }: DuplicatesInput, tell: OnProgress): Promise<Duplicate[]> {
  const checked = meshes.map(checkMesh)
  const signatures = checked.map((mesh, i) => {
    tell({ stage: 'compare', done: i + 1, total: 2 * checked.length })
    return signatureOf(mesh)
  })
  return findDuplicates({
    signatures,
    load: (mesh) => Promise.resolve(checked[mesh]),
    tolerance,
    onProgress: (done) => tell({ stage: 'compare', done: checked.length + done, total: 2 * checked.length }),
  })
}
