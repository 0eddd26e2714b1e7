import { isOfNoShape, toShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { WorkRunner } from '../executor/workRunner.js'
import type { Mesh } from '../mesh/mesh.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import type { ShapeDrawing } from '../recipe/drawing.js'
import type { BuildOptions } from '../session/shapeBuilder.js'

export type QueuedBuilder = WorkRunner<Recipe, BuildOptions, Mesh>

/**
 * The shapes of a drawing as workers build them, in the order in which they arrive. They are the same as those of a
 * BlenderRun, including refusals and shapes that are drawn again.
 *
 * @param builder  builds the shapes; as many as it has workers are under way or waiting to be read
 * @throws ShapekinError while it is read: `cancelled`, `queue.*`, `output.*`
 */
export function queuedShapes(
  drawing: ShapeDrawing,
  builder: QueuedBuilder,
  options: BuildOptions,
  signal: AbortSignal,
): MeshSource {
  const count = drawing.recipes.length
  async function* read(): AsyncGenerator<SourcedShape> {
    const stop = new AbortController()
    const inner = AbortSignal.any([signal, stop.signal])
    const underWay = new Map<number, Promise<SourcedShape>>()
    try {
      for (let next = 0; next < count || underWay.size > 0;) {
        for (; next < count && underWay.size < builder.workers; next++) {
          const shape = buildOne(drawing, next, builder, options, inner)
          shape.catch(() => undefined) // the first failure is thrown here; others may come when nobody waits for them
          underWay.set(next, shape)
        }
        const shape = await Promise.race(underWay.values())
        underWay.delete(shape.index)
        yield shape
      }
    } finally {
      stop.abort()
    }
  }
  return { count, [Symbol.asyncIterator]: read }
}

async function buildOne(
  drawing: ShapeDrawing,
  index: number,
  builder: QueuedBuilder,
  options: BuildOptions,
  signal: AbortSignal,
): Promise<SourcedShape> {
  for (;;) {
    const recipe = drawing.recipes[index]
    const built = await builder.run(recipe, options, signal).catch((cause: unknown) => refusalOf(cause, signal))
    if (drawing.drawAgain(index, built)) continue
    const shape = 'reason' in built ? { refused: built.refusal } : built
    return { index, id: recipe.id, class: recipe.base, shape }
  }
}

/** The refusal of a shape. @throws any other error */
function refusalOf(cause: unknown, signal: AbortSignal) {
  signal.throwIfAborted()
  const { code, message, values } = toShapekinError(cause)
  if (isOfNoShape(code)) throw cause
  return { reason: code === 'recipe.notBuilt' ? String(values['reason']) : message, refusal: { code, message } }
}
