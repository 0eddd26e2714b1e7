import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Mesh } from '../mesh/mesh.js'
import { packMesh } from '../mesh/packMesh.js'
import { writeWhole } from '../system/writeWhole.js'

/** Form of the pictures and meshes; files of older forms are not used. */
const FORM = 'v1'

/**
 * Keeps pictures and meshes of shapes by their content, so that a shape that comes again is neither drawn nor stored
 * twice. The meshes are for the page's viewer, see packMesh, compressed with gzip.
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

  /** Stores a shape's picture and mesh. @throws ShapekinError `output.*` */
  async put(key: string, picture: Uint8Array, mesh: Mesh): Promise<void> {
    await writeWhole(this.meshPath(key), await promisify(gzip)(packMesh(mesh), { level: 1 }))
    await writeWhole(this.picturePath(key), picture) // written last, so that whoever sees the picture finds the mesh
  }

  private path(key: string, end: string): string {
    return join(this.folder, key.slice(0, 2), `${key.slice(2)}.${end}`)
  }
}
