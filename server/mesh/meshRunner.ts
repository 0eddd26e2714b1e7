import type { WorkRunner } from '../executor/workRunner.js'
import type { MeshInput } from './meshSource.js'

/** Does one kind of work on meshes. */
export type MeshRunner<Options, Result> = WorkRunner<MeshInput, Options, Result>
