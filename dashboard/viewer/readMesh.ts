import { call } from '../api/call.js'

/** A mesh in the form that the server keeps. */
export interface ShapeMesh {
  /** (3V) */
  readonly positions: Float32Array<ArrayBuffer>
  /** (3T) corners of triangles */
  readonly triangles: Uint32Array<ArrayBuffer>
}

/** Unpacks a mesh. @param bytes uint32 V, (3V) float32, uint32 corners, little-endian */
export function unpackMesh(bytes: ArrayBuffer): ShapeMesh {
  const [vertices] = new Uint32Array(bytes, 0, 1)
  return {
    positions: new Float32Array(bytes, 4, 3 * vertices),
    triangles: new Uint32Array(bytes, 4 + 12 * vertices),
  }
}

/** Reads a mesh. @param address below `/api/` @throws CallError */
export const readMesh = async (address: string): Promise<ShapeMesh> =>
  unpackMesh(await (await call(`/api/${address}`)).arrayBuffer())
