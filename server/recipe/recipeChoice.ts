import { ShapekinError } from '../../shared/errors.js'
import type { Base } from '../../shared/schema/recipe.js'
import { PRESET_BASES, PRESET_MODIFIERS, type ModifierKind } from '../../shared/schema/recipeWords.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'

/** What a preset draws from: all that it has, or a part of that. In the preset's order, whatever order it was asked for in. */
export interface RecipeChoice {
  readonly bases: readonly Base[]
  readonly modifiers: readonly ModifierKind[]
}

/** @throws ShapekinError `input.invalid` for what the preset has not */
export const readChoice = ({
  preset,
  bases,
  modifiers,
}: Pick<RunRequest, 'preset' | 'bases' | 'modifiers'>): RecipeChoice => ({
  bases: someOf(PRESET_BASES[preset], bases, 'bases', preset),
  modifiers: someOf(PRESET_MODIFIERS[preset], modifiers, 'modifiers', preset),
})

/** All that a preset has. */
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
