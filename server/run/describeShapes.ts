import { toShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { DescribePool } from '../descriptor/describePool.js'
import { checkMesh } from '../mesh/checkMesh.js'
import type { BlenderRun } from '../session/blenderRun.js'
import type { Table } from '../table/table.js'

/** The experiment's descriptor: the published 128 numbers of a mesh around the center of its box (docs/descriptors.md). */
const EXPERIMENT = DescribeOptions.parse({ descriptor: 'chords', center: 'box' })
const DIMENSION = 128

export interface DescribedShapes {
  readonly table: Table
  /** (rows of the table) index of each row's recipe. */
  readonly recipeOf: readonly number[]
  readonly refused: readonly { id: string; reason: string }[]
}

/** Stations 1 to 4: Blender builds, meshes come over the socket, are checked and described. A bad shape is refused, not fatal. */
export async function describeShapes(
  recipes: readonly Recipe[],
  blender: BlenderRun,
  pool: DescribePool,
  progress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<DescribedShapes> {
  const rows = new Array<Float32Array | string>(recipes.length)
  let done = 0
  await blender.buildShapes(recipes, async (index, shape) => {
    if ('refused' in shape) rows[index] = shape.refused
    else
      try {
        checkMesh(shape)
        rows[index] = (await pool.describe(shape, EXPERIMENT, signal)).values
      } catch (cause) {
        signal.throwIfAborted()
        rows[index] = toShapekinError(cause).message
      }
    progress(++done, recipes.length)
  })

  const recipeOf = recipes.map((_, i) => i).filter((i) => typeof rows[i] !== 'string')
  const values = new Float32Array(recipeOf.length * DIMENSION)
  recipeOf.forEach((i, row) => values.set(rows[i] as Float32Array, row * DIMENSION))
  return {
    table: {
      kind: 'chords',
      ids: recipeOf.map((i) => recipes[i].id),
      classes: recipeOf.map((i) => recipes[i].base),
      dimension: DIMENSION,
      values,
    },
    recipeOf,
    refused: recipes.flatMap((recipe, i) => (typeof rows[i] === 'string' ? [{ id: recipe.id, reason: rows[i] }] : [])),
  }
}
