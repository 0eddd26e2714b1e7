import type { Random } from '../../shared/random.js'
import type { ModifierRecipe } from '../../shared/schema/recipe.js'
import type { FAMILY_KINDS, ModifierKind } from '../../shared/schema/recipeWords.js'

/** Random numbers for the settings of one modifier. */
export interface Dice {
  readonly random: Random
  /** A strength: a decimal in min ... max, reduced when the shape has several modifiers. */
  readonly amount: (min: number, max: number) => number
  /** A strength with a random sign. */
  readonly signed: (min: number, max: number) => number
}

export type Draw = (dice: Dice) => ModifierRecipe

export const AXES = ['X', 'Y', 'Z'] as const
export const LEVEL_AXES = ['X', 'Y'] as const

/** Moves each corner of the box around the shape by min ... max along each axis. */
export const drawLattice = ({ signed }: Dice, min: number, max: number): ModifierRecipe => ({
  kind: 'lattice',
  corners: Array.from({ length: 8 }, () => [signed(min, max), signed(min, max), signed(min, max)]),
})

/** Pulls the top or the bottom aside and to the middle. */
export const drawWarp = ({ random, amount, signed }: Dice, min: number, max: number): ModifierRecipe => ({
  kind: 'warp',
  from: [0, 0, random.pick([-1, 1])],
  to: [signed(0.25, 0.5), signed(0.25, 0.5), 0],
  falloff_radius: random.decimal(1, 1.3),
  strength: amount(min, max),
})

export type PrimitiveKind = Exclude<ModifierKind, (typeof FAMILY_KINDS)[number]>

/**
 * How each kind draws its settings: strong enough that a person sees the effect, mild enough that 175 shapes suffice
 * to learn to tell the base (docs/modifiers.md). The base is about 2 across and stands upright; lengths are in its
 * units.
 */
export const COMMON_DRAWS = {
  bend: ({ random, signed }) => ({ kind: 'bend', axis: random.pick(LEVEL_AXES), angle: signed(0.4, 0.7) }),
  taper: ({ signed }) => ({ kind: 'taper', axis: 'Z', factor: signed(0.2, 0.33) }),
  stretch: ({ random, amount }) => ({ kind: 'stretch', axis: random.pick(LEVEL_AXES), factor: amount(0.15, 0.22) }),
  // The copy is also moved aside, because two boxes in a row would only be a longer box.
  array: ({ amount }) => ({ kind: 'array', count: 2, relative_offset: [amount(0.12, 0.2), amount(0.08, 0.16), 0] }),
  mirror: ({ random, amount }) => ({ kind: 'mirror', axis: random.pick(LEVEL_AXES), offset: amount(0.12, 0.2) }),
  displace: ({ random, amount }) => ({
    kind: 'displace',
    direction: random.pick(AXES),
    texture: random.pick(['CLOUDS', 'WOOD']),
    strength: amount(0.15, 0.25),
    noise_scale: random.decimal(0.3, 0.6),
  }),
  lattice: (dice) => drawLattice(dice, 0.1, 0.15),
  warp: (dice) => drawWarp(dice, 0.3, 0.45),
  // Away from the sphere, because toward it a cube, a cylinder and a sphere become alike.
  cast: ({ amount }) => ({ kind: 'cast', cast_type: 'SPHERE', factor: -amount(0.2, 0.3) }),
  // Across the axis of revolution, because a twist around it is invisible.
  twist: ({ random, signed }) => ({ kind: 'twist', axis: random.pick(LEVEL_AXES), angle: signed(0.5, 0.9) }),
  remesh: () => ({ kind: 'remesh', mode: 'BLOCKS', octree_depth: 4, voxel_size: 0.2 }),
} satisfies Record<PrimitiveKind, Draw>

/** One modifier is as likely as two and three together. */
const COUNTS = [1, 1, 1, 2, 2, 3] as const
/**
 * Factor of the strength by the number of modifiers, so that several together change a shape about as much as one
 * does.
 */
const STRENGTH = { 1: 1, 2: 0.6, 3: 0.4 } as const

/** Draws 1 to 3 of these, in random order; fewer where there are fewer. */
export function drawSome(draws: readonly Draw[], random: Random): ModifierRecipe[] {
  const count = random.pick(COUNTS.filter((each) => each <= Math.max(1, draws.length)))
  const amount = (min: number, max: number) => random.decimal(STRENGTH[count] * min, STRENGTH[count] * max)
  const signed = (min: number, max: number) => amount(min, max) * (random.below(2) === 0 ? 1 : -1)
  return random
    .shuffle(draws)
    .slice(0, count)
    .map((draw) => draw({ random, amount, signed }))
}
