import type { Object3D } from 'three'
import { PLYExporter } from 'three/addons/exporters/PLYExporter.js'
import type { Mesh } from '../mesh.js'
import { toThreeMesh } from '../toThreeMesh.js'

/**
 * Type of parse without its callback. three would call that through requestAnimationFrame, which only browsers have.
 */
type Parse = (object: Object3D, onDone: undefined, options: object) => ArrayBuffer

/**
 * Writes the mesh as binary PLY, little-endian, in the form that every reader takes: float32 coordinates as they are,
 * and triangles only.
 */
export function writePly(mesh: Mesh): Uint8Array {
  const exporter = new PLYExporter()
  const parse = exporter.parse.bind(exporter) as unknown as Parse
  return new Uint8Array(parse(toThreeMesh(mesh), undefined, { binary: true, littleEndian: true }))
}
