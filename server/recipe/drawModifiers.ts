import type { Random } from '../../shared/random.js'
import type { Base, ModifierRecipe } from '../../shared/schema/recipe.js'

type Draw = (random: Random) => ModifierRecipe

const AXES = ['X', 'Y', 'Z'] as const
const LEVEL_AXES = ['X', 'Y'] as const

/** A decimal in min ... max with a random sign. */
const signed = (random: Random, min: number, max: number): number =>
  random.decimal(min, max) * (random.below(2) === 0 ? 1 : -1)

/**
 * How each kind draws its settings: strong enough that a person sees it, mild enough that the base is still told.
 * The base is about 2 across and stands upright; lengths are in its units.
 */
const FOR_ALL = {
  bend: (random) => ({ kind: 'bend', axis: random.pick(LEVEL_AXES), angle: signed(random, 0.5, 0.8) }),
  taper: (random) => ({ kind: 'taper', axis: 'Z', factor: signed(random, 0.25, 0.4) }),
  stretch: (random) => ({ kind: 'stretch', axis: random.pick(LEVEL_AXES), factor: random.decimal(0.2, 0.3) }),
  // To one side as well: two boxes in a row would only be a longer box.
  array: (random) => ({
    kind: 'array',
    count: 2,
    relative_offset: [random.decimal(0.12, 0.2), random.decimal(0.08, 0.16), 0],
  }),
  mirror: (random) => ({ kind: 'mirror', axis: random.pick(LEVEL_AXES), offset: random.decimal(0.12, 0.2) }),
  displace: (random) => ({
    kind: 'displace',
    direction: random.pick(AXES),
    texture: random.pick(['CLOUDS', 'WOOD']),
    strength: random.decimal(0.2, 0.3),
    noise_scale: random.decimal(0.3, 0.6),
  }),
  lattice: (random) => ({
    kind: 'lattice',
    corners: Array.from({ length: 8 }, () => [
      signed(random, 0.12, 0.2),
      signed(random, 0.12, 0.2),
      signed(random, 0.12, 0.2),
    ]),
  }),
  warp: (random) => ({
    kind: 'warp',
    from: [0, 0, random.pick([-1, 1])],
    to: [signed(random, 0.3, 0.6), signed(random, 0.3, 0.6), 0],
    falloff_radius: random.decimal(1, 1.3),
    strength: random.decimal(0.4, 0.6),
  }),
  // Away from the sphere: toward it a cube, a cylinder and a sphere become one.
  cast: (random) => ({ kind: 'cast', cast_type: 'SPHERE', factor: -random.decimal(0.2, 0.3) }),
  // Across the axis of revolution: around it a twist changes nothing that can be seen.
  twist: (random) => ({ kind: 'twist', axis: random.pick(LEVEL_AXES), angle: signed(random, 0.5, 0.9) }),
  remesh: () => ({ kind: 'remesh', mode: 'BLOCKS', octree_depth: 4, voxel_size: 0.2 }),
} satisfies Record<ModifierRecipe['kind'], Draw>

/** What shows on one base only when it is drawn otherwise; undefined = a kind that does not show on this base at all. */
const FOR_BASE: Record<Base, { [Kind in ModifierRecipe['kind']]?: Draw | undefined }> = {
  cube: {
    twist: (random) => ({ kind: 'twist', axis: random.pick(AXES), angle: signed(random, 0.5, 0.9) }),
    mirror: undefined,
    // Blocks of a box are a box; voxels cut its edges off.
    remesh: (random) => ({ kind: 'remesh', mode: 'VOXEL', octree_depth: 4, voxel_size: random.decimal(0.2, 0.25) }),
  },
  uv_sphere: { cast: undefined, twist: undefined },
  cylinder: {},
  cone: {},
  torus: {
    // Squares the ring: it has no middle that could bulge.
    cast: (random) => ({ kind: 'cast', cast_type: 'CUBOID', factor: random.decimal(0.3, 0.5) }),
    warp: (random) => {
      const side = random.pick([-1, 1])
      return {
        kind: 'warp',
        from: [side, 0, 0],
        to: [side * random.decimal(0.6, 1.2), 0, signed(random, 0.4, 0.6)],
        falloff_radius: random.decimal(1, 1.4),
        strength: random.decimal(0.5, 0.8),
      }
    },
  },
}

const drawsOf = (base: Base): [string, Draw][] =>
  Object.entries<Draw | undefined>({ ...FOR_ALL, ...FOR_BASE[base] }).filter(
    (entry): entry is [string, Draw] => entry[1] !== undefined,
  )

/** One modifier is as likely as two or three together. */
const COUNTS = [1, 1, 1, 2, 2, 3] as const

/** 1 to 3 modifiers of different kinds, in random order. */
export function drawModifiers(base: Base, random: Random): ModifierRecipe[] {
  const count = random.pick(COUNTS)
  return random
    .shuffle(drawsOf(base))
    .slice(0, count)
    .map(([, draw]) => draw(random))
}
