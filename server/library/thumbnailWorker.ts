import { answerMesh } from '../mesh/answerMesh.js'
import { encodePicture } from '../views/encodePicture.js'
import { renderThumbnail } from '../views/renderThumbnail.js'
import { thumbnailView } from '../views/thumbnailView.js'

export interface ThumbnailOptions {
  readonly up: 'y' | 'z'
  /** Side in pixels, 1 ... LARGEST_THUMBNAIL. */
  readonly size: number
}

/** What a thread of drawThumbnails runs. It returns the bytes of a WebP file. */
export default answerMesh((mesh, { up, size }: ThumbnailOptions) =>
  encodePicture(renderThumbnail(mesh, size, thumbnailView(up)), 'webp'),
)
