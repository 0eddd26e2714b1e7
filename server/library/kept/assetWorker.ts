import { answerMesh } from '../../mesh/answerMesh.js'
import { packMesh } from '../../mesh/packMesh.js'
import { turnUpright } from '../../mesh/turnUpright.js'
import { renderThumbnail } from '../../views/renderThumbnail.js'
import { thumbnailView } from '../../views/thumbnailView.js'
import type { ThumbnailOptions } from '../thumbnailWorker.js'

/** A shape as a Blender makes an asset of it. */
export interface AssetShape {
  /** Z up, see packMesh. */
  readonly mesh: Uint8Array
  /** (4 size²) RGBA, rows from the top. */
  readonly picture: Uint8ClampedArray
}

/** What a thread of exportAssets runs. */
export default answerMesh((mesh, { up, size }: ThumbnailOptions): AssetShape => ({
  mesh: packMesh(up === 'y' ? turnUpright(mesh) : mesh),
  picture: renderThumbnail(mesh, size, thumbnailView(up)),
}))
