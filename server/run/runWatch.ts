import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import type { MeshSource } from '../mesh/meshSource.js'

/** Who looks on while a run is made: it changes nothing. */
export interface RunWatch {
  /** Passes the shapes on as they are. */
  shapes(source: MeshSource): MeshSource
  /** Epochs of the training since the last call. @param rawAccuracy `validAccuracy` of the raw numbers */
  epochs(epochs: readonly EpochFigures[], rawAccuracy: number): void
  /** Of the shapes that were passed on, by id; bytes of a WebP file. A shape that could not be drawn has none. */
  pictures(): Promise<ReadonlyMap<string, Uint8Array>>
}
