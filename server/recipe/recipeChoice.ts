import { ShapekinError } from '../../shared/errors.js'
import type { Base } from '../../shared/schema/recipe.js'
import { PRESET_BASES, PRESET_MODIFIERS, type ModifierKind } from '../../shared/schema/recipeWords.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'

/**
 * The bases and modifiers that are drawn from: all of a preset, or some of them. They are in the preset's order,
 * whatever the order of the request.
 */
export interface RecipeChoice {
  readonly bases: readonly Base[]
  readonly modifiers: readonly ModifierKind[]
}

/**
 * Reads the choice of a request.
 * @throws ShapekinError `input.invalid` for bases or modifiers that the preset does not have
 */
export const readChoice = ({
  preset,
  bases,
  modifiers,
}: Pick<RunRequest, 'preset' | 'bases' | 'modifiers'>): RecipeChoice => ({
  bases: someOf(PRESET_BASES[preset], bases, 'bases', preset),
  modifiers: someOf(PRESET_MODIFIERS[preset], modifiers, 'modifiers', preset),
})

/** All bases and modifiers of a preset. */
export const wholeChoice = (preset: RunRequest['preset']): RecipeChoice =>
  readChoice({ preset, bases: '', modifiers: '' })

function someOf<Name extends string>(
  all: readonly Name[],
  names: string,
  field: string,
  preset: string,
): readonly Name[] {
  if (names === '') return all
  const wanted = new Set<string>(names.split(','))
  const stray = [...wanted].find((name) => !all.some((own) => own === name))
  if (stray !== undefined) {
    const problem = `the preset ${preset} has no ${stray}, but ${all.join(', ') || 'none'}`
    throw new ShapekinError('input.invalid', { field, problem })
  }
  return all.filter((name) => wanted.has(name))
}
