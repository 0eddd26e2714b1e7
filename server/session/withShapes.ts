import type { MeshSource } from '../mesh/meshSource.js'
import type { ShapeDrawing } from '../recipe/drawing.js'
import type { BlenderSource } from './borrowBlender.js'
import type { BuildElsewhere } from './buildElsewhere.js'
import type { BlenderRun } from './blenderRun.js'
import type { OnReplaced } from './replaceLost.js'
import { withReplacedBlender } from './withReplacedBlender.js'

export interface ShapeDoors {
  readonly source: BlenderSource
  readonly buildElsewhere: BuildElsewhere
  /** 16 hex digits, never given twice. */
  readonly newId: () => string
  readonly onReplaced: OnReplaced
}

/**
 * Gives `use` the meshes of a drawing, as workers or else a Blender of this computer build them. Where that Blender
 * ends early, `use` is called once more, with all the meshes that the next one builds.
 *
 * @returns what `use` gives
 * @throws  as withReplacedBlender
 */
export async function withShapes<T>(
  { source, buildElsewhere, newId, onReplaced }: ShapeDoors,
  drawing: ShapeDrawing,
  signal: AbortSignal,
  use: (shapes: MeshSource) => Promise<T>,
): Promise<T> {
  const shapes = await buildElsewhere(drawing, signal)
  if (shapes) return use(shapes)
  const build = async (blender: BlenderRun) => ({
    result: await use(blender.buildShapes(drawing.recipes, (index, shape) => drawing.drawAgain(index, shape))),
    summary: `${drawing.recipes.length} shapes`,
    files: [],
    notes: [],
  })
  const { result } = await withReplacedBlender(source, { runId: newId(), signal }, build, onReplaced)
  return result
}
