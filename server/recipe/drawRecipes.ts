import { parse } from '../../shared/parse.js'
import { Random } from '../../shared/random.js'
import type { Base, ModifierRecipe, Recipe } from '../../shared/schema/recipe.js'
import type { ModifierKind } from '../../shared/schema/recipeWords.js'
import { GenerateRequest } from '../../shared/schema/generateRequest.js'
import type { Preset } from '../../shared/schema/runRequest.js'
import { drawFamilyModifiers } from './drawFamilyModifiers.js'
import { drawModifiers } from './drawModifiers.js'
import { wholeChoice } from './recipeChoice.js'

/** Half a turn in radians, to three decimals; rotations are drawn from minus to plus this. */
const HALF_TURN = 3.141

/**
 * Cuts of a base that let a bend or a wave show. The time of a run grows with the triangles; here a base has 300 to
 * 1,300.
 */
const DETAIL = 12
/** Cuts of a cube in the preset `modifiers`. */
const CUBE_DETAIL = 8

/**
 * Draws recipes. The same preset and seed give the same recipes, byte for byte, and a smaller count gives the
 * beginning of a larger one: shape i depends only on preset, choice, seed and i. Every block of as many shapes as there
 * are bases has each base once: every five primitives, or every twenty shapes of the whole preset `families`.
 *
 * @param count  see GenerateRequest
 * @param seed   0 ... MAX_SEED
 * @param choice from readChoice; default everything that the preset has
 * @throws `input.invalid`
 */
export function drawRecipes(preset: Preset, count: number, seed: number, choice = wholeChoice(preset)): Recipe[] {
  parse(GenerateRequest, { preset, count, seed })
  return Array.from({ length: count }, (_, i) => drawRecipe(preset, seed, i, 0, choice))
}

/**
 * The recipe of shape `i`.
 * @param attempt  0 for the first recipe; n for the one after it in the shape's own random stream, when the n earlier
 *   ones made bad meshes
 */
export function drawRecipe(preset: Preset, seed: number, i: number, attempt = 0, choice = wholeChoice(preset)): Recipe {
  const random = Random.of(seed, 'shapes', i)
  const [id, base] = named(choice.bases, seed, i)
  const draw = () => DRAWS[preset](id, base, choice.modifiers, random)
  let recipe = draw()
  for (let again = 0; again < attempt; again++) recipe = draw()
  return recipe
}

const DRAWS: Record<Preset, (id: string, base: Base, kinds: readonly ModifierKind[], random: Random) => Recipe> = {
  seed: (id, base, _kinds, random) => drawPlain(id, base, random),
  modifiers: (id, base, kinds, random) =>
    drawModified(id, base, base === 'cube' ? CUBE_DETAIL : DETAIL, drawModifiers(base, kinds, random), random),
  families: (id, base, kinds, random) =>
    drawModified(id, base, DETAIL, drawFamilyModifiers(base, kinds, random), random),
}

/** Id and base of shape `i`: every block of as many shapes as there are bases has each base once. */
function named<Name extends Base>(bases: readonly Name[], seed: number, i: number): [id: string, base: Name] {
  const block = Math.floor(i / bases.length)
  const base = Random.of(seed, 'classOrder', block).shuffle(bases)[i % bases.length]
  return [`${base}-${String(i).padStart(4, '0')}`, base]
}

/**
 * A bare primitive, placed as Blender's Randomize Transform does with loc = 10, rot = a full turn, scale = 10.
 * Randomize Transform draws each scale from -8 ... 10, so that many shapes are flat or inside out. The 175 training
 * shapes of the experiment do not suffice to tell flattened cubes, cylinders and cones apart: with scales of 2 ... 10
 * the best of all tried classifiers reaches 0.97, with 4 ... 10 0.997, with 6 ... 10 1.00 (docs/learning.md).
 */
function drawPlain(id: string, base: Base, random: Random): Recipe {
  return {
    id,
    base,
    detail: 0,
    modifiers: [],
    location: drawVector(random, -10, 10),
    rotation: drawVector(random, -HALF_TURN, HALF_TURN),
    scale: drawVector(random, 6, 10),
  }
}

/**
 * A finely cut primitive with 1 to 3 modifiers. All are nearly upright and nearly of one size, so that they differ by
 * their modifiers.
 */
function drawModified(id: string, base: Base, detail: number, modifiers: ModifierRecipe[], random: Random): Recipe {
  return {
    id,
    base,
    detail,
    modifiers,
    location: drawVector(random, -10, 10),
    rotation: drawVector(random, -0.1, 0.1),
    scale: drawSize(random, 0.7, 1.4, 0.92),
  }
}

/** A random size; each axis has a share of it, from leastShare to 1. */
const drawSize = (random: Random, min: number, max: number, leastShare: number): [number, number, number] => {
  const size = random.decimal(min, max)
  const least = leastShare * size
  return [random.decimal(least, size), random.decimal(least, size), random.decimal(least, size)]
}

const drawVector = (random: Random, min: number, max: number): [number, number, number] => [
  random.decimal(min, max),
  random.decimal(min, max),
  random.decimal(min, max),
]
