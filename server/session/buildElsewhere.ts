import type { MeshSource } from '../mesh/meshSource.js'
import type { ShapeDrawing } from '../recipe/drawing.js'

/**
 * Lets workers on other machines build the shapes of a drawing, see openQueue.
 *
 * @param blender  version that they must have; default any
 * @returns        undefined where no worker builds shapes with it
 */
export type BuildElsewhere = (
  drawing: ShapeDrawing,
  signal: AbortSignal,
  blender?: string,
) => Promise<MeshSource | undefined>
