import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError, type ErrorValues } from '../../shared/errors.js'
import type { MeshInput } from '../mesh/meshSource.js'
import { toMesh } from '../mesh/toMesh.js'
import { encodePicture } from '../views/encodePicture.js'
import { renderThumbnail } from '../views/renderThumbnail.js'
import { thumbnailView } from '../views/thumbnailView.js'

export interface ThumbnailTask {
  readonly input: MeshInput
  readonly up: 'y' | 'z'
  /** Side in pixels. */
  readonly size: number
}

/** Errors lose their code on the way between threads, so a refusal travels as data. */
export type ThumbnailAnswer =
  | { readonly type: 'drawn'; readonly webp: Uint8Array }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly values: ErrorValues }

/** What a thread of drawThumbnails runs. */
export default async function drawThumbnail({ input, up, size }: ThumbnailTask): Promise<ThumbnailAnswer> {
  try {
    const pixels = renderThumbnail(await toMesh(input), size, thumbnailView(up))
    return { type: 'drawn', webp: await encodePicture(pixels, 'webp') }
  } catch (cause) {
    const { code, values } = toShapekinError(cause)
    return { type: 'refused', code, values }
  }
}
