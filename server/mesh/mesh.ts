/** A triangle mesh: positions (3V) float32, x y z by vertex; triangles (3T) uint32, each < V. Checked: see checkMesh. */
export interface Mesh {
  readonly positions: Float32Array
  readonly triangles: Uint32Array
}
