import type { Random } from '../../shared/random.js'
import type { Base, ModifierRecipe } from '../../shared/schema/recipe.js'
import type { ModifierKind } from '../../shared/schema/recipeWords.js'
import { AXES, COMMON_DRAWS, drawSome, type Dice, type Draw } from './modifierDraws.js'

type Vector = [number, number, number]

/** A point at `at` on the coordinate axis `axis`, moved aside along the other axes. */
const along = (axis: number, at: number, aside: number, far: number): Vector => {
  const point: Vector = [0, 0, 0]
  point[axis] = at
  point[(axis + aside) % 3] = far
  return point
}

/** A curve from one side to the other, in an arc or an S. */
const drawCurve = ({ random, signed }: Dice): ModifierRecipe => {
  const axis = random.below(3)
  const aside = random.pick([1, 2])
  return {
    kind: 'curve',
    axis: AXES[axis],
    points: [
      along(axis, -1, aside, 0),
      along(axis, -0.333, aside, signed(0.4, 0.7)),
      along(axis, 0.333, aside, signed(0.4, 0.7)),
      along(axis, 1, aside, 0),
    ],
  }
}

/** A hook that moves one of the six ends out or in, and a little aside. */
const drawHook = ({ random, amount, signed }: Dice): ModifierRecipe => {
  const [axis, side] = [random.below(3), random.pick([-1, 1])]
  const from = along(axis, side * 0.8, 1, 0)
  const to = along(axis, side * (0.8 + random.pick([-1, 1]) * amount(0.3, 0.5)), random.pick([1, 2]), signed(0.2, 0.4))
  return { kind: 'hook', from, to, falloff_radius: random.decimal(1, 1.4), strength: 1 }
}

/** A pleat like that of a folding screen, across one of the three axes. */
const drawPleat = ({ random, amount }: Dice): ModifierRecipe => {
  const axis = random.below(3)
  const direction = AXES[(axis + random.pick([1, 2])) % 3]
  return { kind: 'pleat', axis: AXES[axis], direction, width: random.decimal(0.3, 0.5), height: amount(0.15, 0.25) }
}

/** How each kind draws its settings for a family; as for the primitives, where these have the kind. */
const FAMILY_DRAWS: Record<ModifierRecipe['kind'], Draw> = {
  ...COMMON_DRAWS,
  remesh: ({ random }) => ({
    kind: 'remesh',
    mode: random.pick(['BLOCKS', 'SMOOTH']),
    octree_depth: 4,
    voxel_size: 0.2,
  }),
  curve: drawCurve,
  hook: drawHook,
  pleat: drawPleat,
}

/** Kinds that do not visibly change a base, or that turn it into another one. */
const NOT_ON: { readonly [Name in Base]?: readonly ModifierRecipe['kind'][] } = {
  cube: ['mirror', 'remesh'],
  uv_sphere: ['cast', 'twist'],
  torus: ['cast'],
}

const drawsOf = (base: Base, kinds: readonly ModifierKind[]): Draw[] =>
  Object.entries(FAMILY_DRAWS)
    .filter(([kind]) => kinds.some((chosen) => chosen === kind))
    .filter(([kind]) => !(NOT_ON[base] ?? []).some((unseen) => unseen === kind))
    .map(([, draw]) => draw)

/**
 * Draws modifiers for a base of the preset `families`: 1 to 3 of different kinds, in random order, except that a hook
 * comes first. After a modifier that makes new vertices, Blender 5.2 would hook other vertices than earlier Blenders.
 *
 * @param kinds to draw from
 */
export function drawFamilyModifiers(base: Base, kinds: readonly ModifierKind[], random: Random): ModifierRecipe[] {
  const drawn = drawSome(drawsOf(base, kinds), random)
  return [...drawn.filter(({ kind }) => kind === 'hook'), ...drawn.filter(({ kind }) => kind !== 'hook')]
}
