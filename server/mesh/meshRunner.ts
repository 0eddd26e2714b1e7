import type { MeshInput } from './meshSource.js'

/**
 * Does one kind of work on meshes, wherever it is done: on threads of this process (MeshPool), or by workers on any machine
 * (QueuedMeshes).
 */
export interface MeshRunner<Options, Result> {
  /** So many meshes are worked on at a time; whoever has more keeps one more ready. */
  readonly workers: number
  /**
   * @param input not changed
   * @throws ShapekinError as the work; `cancelled`; `queue.*` where nothing more can be done, for no mesh
   */
  run(input: MeshInput, options: Options, signal?: AbortSignal): Promise<Result>
  /** Ends the work; what is under way is rejected as `cancelled`. */
  close(): Promise<void>
}
