import type { UpAxis } from '../descriptor/shape/sample/standUpright.js'
import type { Mesh } from '../mesh/mesh.js'
import { drawnSurface, type DrawnSurface } from './drawnSurface.js'
import { drawView } from './drawView.js'
import { ownViews, type ViewCount } from './ownViews.js'
import { standardViews } from './standardViews.js'

/** Side in pixels of the pictures that the network sees. */
const NETWORK_PICTURE = 160

/** Options of the pictures of a mesh. */
export interface ViewOptions {
  /** Axis that points up; for `none` see ownViews. */
  readonly up: UpAxis
  /** Only for `none`; default 6. */
  readonly count?: ViewCount
  /** Side in pixels, 1 ... LARGEST_PICTURE; default NETWORK_PICTURE. */
  readonly size?: number
}

/**
 * Pictures of a mesh, drawn by drawView; the mesh's smallest enclosing ball fills the frame. They have the same bytes
 * on every machine and for any order of the triangles. A mesh without area gives empty pictures.
 *
 * @returns one picture a view, each (size²) gray, rows from the top
 */
export const renderViews = (mesh: Mesh, options: ViewOptions): Uint8Array[] =>
  renderSurface(drawnSurface(mesh), options)

/** The pictures of renderViews, for a surface that is prepared for drawing. */
export function renderSurface(
  surface: DrawnSurface,
  { up, count = 6, size = NETWORK_PICTURE }: ViewOptions,
): Uint8Array[] {
  const frames = up === 'none' ? ownViews(surface, count) : standardViews(up)
  return frames.map((frame) => {
    const picture = new Uint8Array(size * size)
    drawView(surface, frame, size, picture)
    return picture
  })
}
