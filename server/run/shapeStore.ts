import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Mesh } from '../mesh/mesh.js'
import { packMesh } from '../mesh/packMesh.js'
import { writeWhole } from '../system/writeWhole.js'

/** A form of picture or mesh that older ones are not taken for. */
const FORM = 'v1'

/**
 * Pictures and meshes of shapes, by their content: a shape that comes again is neither drawn nor kept twice. The meshes are
 * for the page's viewer, see packMesh, and compressed by gzip.
 */
export class ShapeStore {
  private readonly folder: string

  /** @param home see SHAPEKIN_HOME */
  constructor(home: string) {
    this.folder = join(home, 'shapes', FORM)
  }

  /** @param key 64 hexadecimal digits: see contentKey */
  picturePath(key: string): string {
    return this.path(key, 'webp')
  }

  meshPath(key: string): string {
    return this.path(key, 'mesh.gz')
  }

  /** @throws ShapekinError `output.*` */
  async put(key: string, picture: Uint8Array, mesh: Mesh): Promise<void> {
    await writeWhole(this.meshPath(key), await promisify(gzip)(packMesh(mesh), { level: 1 }))
    await writeWhole(this.picturePath(key), picture) // last: who sees the picture finds the mesh
  }

  private path(key: string, end: string): string {
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.${end}`)
  }
}
