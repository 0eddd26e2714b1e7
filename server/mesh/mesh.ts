import type { Repair } from './repairs.js'

/** A triangle mesh as it was read or received: positions (3V) float32, x y z by vertex; triangles (3T) uint32, each < V. */
export interface Mesh {
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** What a reader repaired or left out; missing where there was nothing. */
  readonly repairs?: readonly Repair[]
}
