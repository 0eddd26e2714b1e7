/**
 * Does one kind of work, wherever it is done: on threads of this process (MeshPool), in a Blender (ShapeBuilder), or by workers
 * on any machine (QueuedRunner).
 */
export interface WorkRunner<Input, Options, Result> {
  /** So many inputs are worked on at a time; whoever has more keeps one more ready. */
  readonly workers: number
  /**
   * @param input not changed
   * @throws ShapekinError as the work; `cancelled`; `queue.*` where nothing more can be done, for no input
   */
  run(input: Input, options: Options, signal?: AbortSignal): Promise<Result>
  /** Ends the work; what is under way is rejected as `cancelled`. */
  close(): Promise<void>
}
