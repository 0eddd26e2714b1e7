import type { Random } from '../../shared/random.js'
import type { Base, ModifierRecipe } from '../../shared/schema/recipe.js'
import type { ModifierKind } from '../../shared/schema/recipeWords.js'
import {
  AXES,
  COMMON_DRAWS,
  drawLattice,
  drawSome,
  drawWarp,
  LEVEL_AXES,
  type Draw,
  type PrimitiveKind,
} from './modifierDraws.js'

/**
 * Kinds that a base draws with other settings; undefined = the base never gets the kind, because it does not show on
 * it, or because the base can not be recognized afterwards: as blocks (remesh), a cylinder, a sphere and a cone are
 * much alike, and a box stays the box it was.
 */
const FOR_BASE: Partial<Record<Base, { [Kind in PrimitiveKind]?: Draw | undefined }>> = {
  cube: {
    twist: ({ random, signed }) => ({ kind: 'twist', axis: random.pick(AXES), angle: signed(0.5, 0.9) }),
    mirror: undefined,
    remesh: undefined,
  },
  // Pulled further, it becomes a cylinder with round ends.
  uv_sphere: { cast: undefined, twist: undefined, remesh: undefined, warp: (dice) => drawWarp(dice, 0.22, 0.35) },
  cylinder: {
    // Bent or skewed further, its round side would fill a box as that of a cube does.
    bend: ({ random, signed }) => ({ kind: 'bend', axis: random.pick(LEVEL_AXES), angle: signed(0.3, 0.5) }),
    lattice: (dice) => drawLattice(dice, 0.08, 0.12),
    remesh: undefined,
  },
  cone: { remesh: undefined },
  torus: {
    // Makes the ring square: toward a sphere there is no middle that could bulge.
    cast: ({ amount }) => ({ kind: 'cast', cast_type: 'CUBOID', factor: amount(0.3, 0.5) }),
    warp: ({ random, amount, signed }) => {
      const side = random.pick([-1, 1])
      return {
        kind: 'warp',
        from: [side, 0, 0],
        to: [side * random.decimal(0.6, 1.2), 0, signed(0.4, 0.6)],
        falloff_radius: random.decimal(1, 1.4),
        strength: amount(0.5, 0.8),
      }
    },
  },
}

const drawsOf = (base: Base, kinds: readonly ModifierKind[]): Draw[] =>
  Object.entries<Draw | undefined>({ ...COMMON_DRAWS, ...FOR_BASE[base] }).flatMap(([kind, draw]) =>
    draw && kinds.some((chosen) => chosen === kind) ? [draw] : [],
  )

/**
 * Draws modifiers for a primitive of the preset `modifiers`: 1 to 3 of different kinds, in random order.
 * @param kinds to draw from
 */
export const drawModifiers = (base: Base, kinds: readonly ModifierKind[], random: Random): ModifierRecipe[] =>
  drawSome(drawsOf(base, kinds), random)
