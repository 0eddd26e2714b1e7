import type { Random } from '../../shared/random.js'
import type { ModifierRecipe } from '../../shared/schema/recipe.js'

const AXES = ['X', 'Y', 'Z'] as const

/** A decimal in min ... max with a random sign: strong enough to be seen either way. */
const signed = (random: Random, min: number, max: number): number =>
  random.decimal(min, max) * (random.below(2) === 0 ? 1 : -1)

/** How each kind draws its settings. The base is about 2 across. */
const DRAW = {
  twist: (random) => ({ kind: 'twist', axis: 'Z', angle: signed(random, 0.8, 2) }),
  bend: (random) => ({ kind: 'bend', axis: random.pick(['X', 'Y']), angle: signed(random, 0.5, 1.2) }),
  taper: (random) => ({ kind: 'taper', axis: 'Z', factor: signed(random, 0.3, 0.7) }),
  stretch: (random) => ({ kind: 'stretch', axis: random.pick(AXES), factor: random.decimal(0.25, 0.6) }),
  cast: (random) => ({ kind: 'cast', cast_type: 'SPHERE', factor: random.decimal(0.15, 0.35) }),
  displace: (random) => ({
    kind: 'displace',
    direction: random.pick(AXES),
    texture: random.pick(['CLOUDS', 'WOOD']),
    strength: random.decimal(0.15, 0.35),
    noise_scale: random.decimal(0.4, 1),
  }),
  lattice: (random) => ({
    kind: 'lattice',
    corners: Array.from({ length: 8 }, () => [
      random.decimal(-0.25, 0.25),
      random.decimal(-0.25, 0.25),
      random.decimal(-0.25, 0.25),
    ]),
  }),
  warp: (random) => ({
    kind: 'warp',
    from: [0, 0, random.pick([-1, 1])],
    to: [signed(random, 0.3, 0.7), signed(random, 0.3, 0.7), 0],
    falloff_radius: random.decimal(1, 1.8),
    strength: random.decimal(0.4, 0.8),
  }),
  array: (random) => ({ kind: 'array', count: 2, relative_offset: [random.decimal(0.3, 0.6), 0, 0] }),
  mirror: (random) => ({ kind: 'mirror', axis: random.pick(AXES), offset: random.decimal(0.2, 0.5) }),
  remesh: (random) => ({ kind: 'remesh', mode: 'VOXEL', octree_depth: 5, voxel_size: random.decimal(0.08, 0.14) }),
} satisfies Record<ModifierRecipe['kind'], (random: Random) => ModifierRecipe>

const KINDS = Object.keys(DRAW) as ModifierRecipe['kind'][]

/** 1 to 3 modifiers of different kinds, in random order. */
export function drawModifiers(random: Random): ModifierRecipe[] {
  const count = 1 + random.below(3)
  return random
    .shuffle(KINDS)
    .slice(0, count)
    .map((kind) => DRAW[kind](random))
}
