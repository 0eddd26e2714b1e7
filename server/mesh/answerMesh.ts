import { answering, type Work } from '../executor/answering.js'
import type { CheckedMesh } from './checkMesh.js'
import type { MeshInput } from './meshSource.js'
import { toMesh } from './toMesh.js'

/** What MeshPool sends to a thread. */
export interface MeshTask<Options> {
  readonly mesh: MeshInput
  readonly options: Options
}

/** Makes the module that a thread of MeshPool runs: it checks the mesh and does the work on it. */
export const answerMesh = <Options, Result>(
  work: (mesh: CheckedMesh, options: Options) => Result | Promise<Result>,
): Work<MeshTask<Options>, Result> => answering(async ({ mesh, options }) => work(await toMesh(mesh), options))
