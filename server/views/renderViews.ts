import type { UpAxis } from '../descriptor/shape/sample/standUpright.js'
import type { Mesh } from '../mesh/mesh.js'
import { drawnSurface, type DrawnSurface } from './drawnSurface.js'
import { drawView } from './drawView.js'
import { ownViews, type ViewCount } from './ownViews.js'
import { standardViews } from './standardViews.js'

/** Side in pixels of the pictures that the network sees. */
export const NETWORK_PICTURE = 160

/** Which pictures of a mesh are taken. */
export interface ViewOptions {
  /** Which axis points up; `none`: see ownViews. */
  readonly up: UpAxis
  /** For `none` only; default 6. */
  readonly count?: ViewCount
  /** Side in pixels, 1 ... LARGEST_PICTURE; default NETWORK_PICTURE. */
  readonly size?: number
}

/**
 * Pictures of a mesh as drawView makes them; its smallest enclosing ball fills the frame.
 * The same bytes on every machine and in any order of the triangles. A mesh without area gives empty pictures.
 *
 * @returns one picture a view, each (size²) gray, rows from the top
 */
export const renderViews = (mesh: Mesh, options: ViewOptions): Uint8Array[] =>
  renderSurface(drawnSurface(mesh), options)

/** The same of a surface that is ready to be drawn. */
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
