import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import type { MeshSource } from '../mesh/meshSource.js'

/** Watches a run while it is made, without changing it. */
export interface RunWatch {
  /** Passes the shapes on unchanged. */
  shapes(source: MeshSource): MeshSource
  /**
   * Called with the epochs of the training since the last call.
   * @param rawAccuracy `validAccuracy` of the raw numbers
   */
  epochs(epochs: readonly EpochFigures[], rawAccuracy: number): void
  /**
   * Pictures of the shapes that were passed on, by id, as bytes of a WebP file. A shape that could not be drawn has
   * none.
   */
  pictures(): Promise<ReadonlyMap<string, Uint8Array>>
}
