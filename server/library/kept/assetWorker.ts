import { answerMesh } from '../../mesh/answerMesh.js'
import { packMesh } from '../../mesh/packMesh.js'
import { turnUpright } from '../../mesh/turnUpright.js'
import { renderThumbnail } from '../../views/renderThumbnail.js'
import { thumbnailView } from '../../views/thumbnailView.js'
import type { ThumbnailOptions } from '../thumbnailWorker.js'

/** What Blender needs to make an asset of a shape. */
export interface AssetShape {
  /** With z up, see packMesh. */
  readonly mesh: Uint8Array
  /** (4 size²) RGBA, rows from the top. */
  readonly picture: Uint8ClampedArray
}

/** What a thread of exportAssets runs. */
export default answerMesh((mesh, { up, size }: ThumbnailOptions): AssetShape => ({
  mesh: packMesh(up === 'y' ? turnUpright(mesh) : mesh),
  picture: renderThumbnail(mesh, size, thumbnailView(up)),
}))
