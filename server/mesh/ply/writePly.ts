import type { Object3D } from 'three'
import { PLYExporter } from 'three/addons/exporters/PLYExporter.js'
import type { Mesh } from '../mesh.js'
import { toThreeMesh } from '../toThreeMesh.js'

/** Without a callback, which its types ask for: it would be called by requestAnimationFrame, which only browsers have. */
type Parse = (object: Object3D, onDone: undefined, options: object) => ArrayBuffer

/** The mesh as binary PLY, little-endian: float32 coordinates as they are, all faces triangles, as every reader takes them. */
export function writePly(mesh: Mesh): Uint8Array {
  const exporter = new PLYExporter()
  const parse = exporter.parse.bind(exporter) as unknown as Parse
  return new Uint8Array(parse(toThreeMesh(mesh), undefined, { binary: true, littleEndian: true }))
}
