import { BASES, PRIMITIVES, type Base, type ModifierRecipe } from './recipe.js'

export type ModifierKind = ModifierRecipe['kind']

/** Each base in a few words, for people. */
export const BASE_WORDS: Readonly<Record<Base, string>> = {
  cube: 'A box with six equal sides',
  uv_sphere: 'A ball, cut like a globe',
  cylinder: 'A round bar with flat ends',
  cone: 'Round below, a point above',
  torus: 'A ring of a thick wire',
  capsule: 'A round bar with round ends',
  bowl: 'A hollow half of a ball with a wall',
  vase: 'A bellied vessel with a neck',
  hourglass: 'Two cones, point to point, with a waist',
  dumbbell: 'Two balls on a bar',
  tube: 'A round bar with a hole along it',
  pyramid: 'Square below, a point above',
  prism: 'A bar with three sides',
  star: 'A flat star with five points',
  gear: 'A flat wheel with eight teeth',
  spring: 'A wire wound round a bar',
  knot: 'A wire in a trefoil knot',
  cross: 'A thick plus sign, upright',
  stairs: 'Three steps',
  table: 'A board on four legs',
}

/** What each kind of modifier does to a shape, for people. */
export const MODIFIER_WORDS: Readonly<Record<ModifierKind, string>> = {
  twist: 'Turns the two ends against each other',
  bend: 'Leans it over in an arc',
  taper: 'Makes one end wider than the other',
  stretch: 'Draws it out, with a waist',
  cast: 'Draws corners out and sides in, or the other way round',
  array: 'Puts a second one beside it',
  mirror: 'Puts its mirror image beside it',
  displace: 'Makes bumps or ridges',
  lattice: 'Skews the box that it stands in',
  warp: 'Pulls one end aside and to the middle',
  remesh: 'Builds it of blocks, or melts it',
  curve: 'Lays it along an arc or an S',
  hook: 'Draws one end out, or pushes it in',
  pleat: 'Folds it like a screen',
}

/** Kinds that only the preset `families` draws. The preset `modifiers` must keep its kinds in their order. */
export const FAMILY_KINDS = ['curve', 'hook', 'pleat'] as const satisfies readonly ModifierKind[]

const KINDS = Object.keys(MODIFIER_WORDS) as ModifierKind[]

/** The bases that each preset draws from. */
export const PRESET_BASES = { modifiers: PRIMITIVES, families: BASES, seed: PRIMITIVES } as const

/** The kinds of modifiers that each preset draws from. */
export const PRESET_MODIFIERS: Readonly<Record<keyof typeof PRESET_BASES, readonly ModifierKind[]>> = {
  modifiers: KINDS.filter((kind) => !FAMILY_KINDS.some((own) => own === kind)),
  families: KINDS,
  seed: [],
}
