/**
 * Does one kind of work, wherever that happens: on threads of this process (MeshPool), in a Blender (ShapeBuilder), or
 * by workers on any machine (QueuedRunner).
 */
export interface WorkRunner<Input, Options, Result> {
  /** How many inputs are worked on at a time. A caller with more should keep one more ready. */
  readonly workers: number
  /**
   * @param input not changed
   * @throws ShapekinError as the work; `cancelled`; `queue.*` where no input can be worked on any more
   */
  run(input: Input, options: Options, signal?: AbortSignal): Promise<Result>
  /** Ends the work; what is under way is rejected as `cancelled`. */
  close(): Promise<void>
}
