import { ShapekinError } from '../../../shared/errors.js'
import { placedFiles } from '../../catalog/placedFiles.js'
import type { LibraryShape } from '../../catalog/shapeRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { MeshPool } from '../../mesh/meshPool.js'
import type { MeshInput } from '../../mesh/meshSource.js'
import { upToDraw } from '../../mesh/upInFile.js'
import { locateFiles } from './locateFiles.js'
import { THUMBNAIL_PIXELS } from '../drawThumbnails.js'
import { ShapeReader } from '../shapeReader.js'
import type { ThumbnailOptions } from '../thumbnailWorker.js'
import type { ConvertOptions, MeshForm } from './convertWorker.js'

/** Meshes and pictures of a library's shapes, made from the library's files on threads of their own. */
export class LibraryMeshes {
  private readonly pictures = new MeshPool<ThumbnailOptions, Uint8Array>('server/library/thumbnailWorker.js', {
    workers: 1,
  })
  private readonly converter = new MeshPool<ConvertOptions, Uint8Array>('server/library/kept/convertWorker.js', {
    workers: 1,
  })
  private readonly reader = new ShapeReader()
  private readonly ending = new AbortController()

  /** A shape as the bytes of a mesh file. @throws ShapekinError as meshOf, MeshPool.run */
  async convert(sql: SqlFile, shape: LibraryShape, format: MeshForm): Promise<Uint8Array> {
    const { mesh, up } = await this.meshOf(sql, shape)
    return this.converter.run(mesh, { format, name: shape.id, up }, this.ending.signal)
  }

  /** The picture of a shape as the bytes of a WebP file. @throws ShapekinError as meshOf, MeshPool.run */
  async draw(sql: SqlFile, shape: LibraryShape): Promise<Uint8Array> {
    const { mesh, up } = await this.meshOf(sql, shape)
    return this.pictures.run(mesh, { up, size: THUMBNAIL_PIXELS }, this.ending.signal)
  }

  async close(): Promise<void> {
    this.ending.abort()
    await Promise.all([this.pictures.close(), this.converter.close(), this.reader.close()])
  }

  /** Reads the mesh of a shape. @throws ShapekinError `library.noMesh`, `library.changed`, and as ShapeReader */
  private async meshOf(sql: SqlFile, { id, number, key }: LibraryShape): Promise<{ mesh: MeshInput; up: 'y' | 'z' }> {
    const known = placedFiles(sql, Number(number.split('.')[0]))
    const [file] = await locateFiles(known)
    if (file === undefined) throw new ShapekinError('library.noMesh', { id })
    const opened = await this.reader.open(file)
    if ((await opened.key()) !== key) throw new ShapekinError('library.changed', { id })
    const parts = await opened.parts(file.root.split, this.ending.signal)
    const part = parts.find(({ name }) => (name === '' ? file.id : `${file.id}#${name}`) === id)?.shape
    if (part === undefined || 'refused' in part) throw new ShapekinError('library.noMesh', { id })
    return { mesh: part, up: upToDraw(id, file.up) }
  }
}
