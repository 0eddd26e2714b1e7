import { Random } from '../../shared/random.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { Preset } from '../../shared/schema/runRequest.js'
import type { RedrawnShape } from '../../shared/schema/redrawnShape.js'
import { countOpenEdges } from '../mesh/countOpenEdges.js'
import type { Mesh } from '../mesh/mesh.js'
import { drawRecipe, drawRecipes } from './drawRecipes.js'
import { wholeChoice } from './recipeChoice.js'
import { varyRecipe } from './varyRecipe.js'

/**
 * Most tries of a shape. One shape in thirty of a seed has a bad mesh, so four bad ones in a row practically never
 * happen.
 */
const MAX_ATTEMPTS = 4

/**
 * The recipes of a seed, or given ones. A shape is drawn again where its mesh is bad: not built, or open, which a
 * remesh may cause. The same seed always ends with the same recipes, because the same recipe gives the same mesh. Of
 * the presets, only `families` draws again; the shapes of the others must stay as they were in older versions.
 */
export class Drawing {
  private readonly attempts = new Map<number, { count: number; reason: string }>()

  private constructor(
    /** The current recipe of every shape. */
    readonly recipes: Recipe[],
    private readonly redraw: ((index: number, attempt: number) => Recipe) | undefined,
  ) {}

  /** @throws as `drawRecipes` */
  static ofSeed(preset: Preset, count: number, seed: number, choice = wholeChoice(preset)): Drawing {
    const recipes = drawRecipes(preset, count, seed, choice)
    const redraw = (index: number, attempt: number) => drawRecipe(preset, seed, index, attempt, choice)
    return new Drawing(recipes, preset === 'families' ? redraw : undefined)
  }

  /** A drawing of given recipes; a shape with a bad mesh is varied. */
  static ofRecipes(recipes: readonly Recipe[]): Drawing {
    const redraw = (index: number, attempt: number) =>
      varyRecipe(recipes[index], recipes[index].id, Random.of(attempt, 'more'))
    return new Drawing([...recipes], redraw)
  }

  /** Draws shape `index` again where its mesh is bad. @returns whether it did */
  drawAgain(index: number, shape: Mesh | { readonly reason: string }): boolean {
    const reason = this.redraw && whyNoGood(shape)
    const count = (this.attempts.get(index)?.count ?? 0) + 1
    if (this.redraw === undefined || reason === undefined || count === MAX_ATTEMPTS) return false
    this.attempts.set(index, { count, reason })
    this.recipes[index] = this.redraw(index, count)
    return true
  }

  /** The shapes that were drawn again, in their order. */
  get redrawn(): RedrawnShape[] {
    return [...this.attempts]
      .sort(([a], [b]) => a - b)
      .map(([index, { count, reason }]) => ({ id: this.recipes[index].id, times: count, reason }))
  }
}

function whyNoGood(shape: Mesh | { readonly reason: string }): string | undefined {
  if ('reason' in shape) return shape.reason
  if (shape.triangles.length === 0) return 'nothing was left of it'
  const open = countOpenEdges(shape)
  return open > 0 ? `not closed at ${open} edges` : undefined
}

/** The part of a drawing that is needed to build its shapes. */
export type ShapeDrawing = Pick<Drawing, 'recipes' | 'drawAgain'>
