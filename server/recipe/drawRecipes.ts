import { parse } from '../../shared/parse.js'
import { Random } from '../../shared/random.js'
import { BASES, type Base, type Recipe } from '../../shared/schema/recipe.js'
import { GenerateRequest } from '../../shared/schema/generateRequest.js'
import type { Preset } from '../../shared/schema/runRequest.js'
import { drawModifiers } from './drawModifiers.js'

/** Decimals of a half turn; a full turn is drawn from one half turn back to one forth. */
const HALF_TURN = 3.141

/** Cuts that let a bend or a wave show; the time of a run grows with the triangles, here 500 to 800 for a base. */
const DEFORMABLE_DETAIL: Record<Base, number> = { cube: 8, uv_sphere: 12, cylinder: 12, cone: 12, torus: 12 }

/**
 * Draws recipes. The same preset and seed give the same recipes, byte for byte, and a shorter draw is the beginning of a
 * longer one: shape i depends on nothing but preset, seed and i. In each five shapes each base comes once.
 *
 * @param count  see GenerateRequest
 * @param seed   0 ... MAX_SEED
 * @throws `input.invalid`
 */
export function drawRecipes(preset: Preset, count: number, seed: number): Recipe[] {
  parse(GenerateRequest, { preset, count, seed })
  return Array.from({ length: count }, (_, i) => drawRecipe(preset, seed, i))
}

function drawRecipe(preset: Preset, seed: number, i: number): Recipe {
  const block = Math.floor(i / BASES.length)
  const base = Random.of(seed, 'classOrder', block).shuffle(BASES)[i % BASES.length]
  const random = Random.of(seed, 'shapes', i)
  const id = `${base}-${String(i).padStart(4, '0')}`
  return preset === 'seed' ? drawPlain(id, base, random) : drawModified(id, base, random)
}

/**
 * A bare primitive, placed as Blender's Randomize Transform does with loc = 10, rot = a full turn, scale = 10. There each
 * scale is drawn from -8 ... 10, so that many shapes are flat or inside out. Flattened cubes, cylinders and cones can not
 * be told apart by the 175 training shapes of the experiment: from 2 ... 10 the best of all tried classifiers reaches
 * 0.97, from 4 ... 10 0.997, from 6 ... 10 1.00 (docs/learning.md).
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

/** A finely cut primitive under 1 to 3 modifiers, nearly upright and nearly of one size, so that they are what differs. */
function drawModified(id: string, base: Base, random: Random): Recipe {
  return {
    id,
    base,
    detail: DEFORMABLE_DETAIL[base],
    modifiers: drawModifiers(base, random),
    location: drawVector(random, -10, 10),
    rotation: drawVector(random, -0.1, 0.1),
    scale: drawSize(random, 0.7, 1.4, 0.92),
  }
}

/** A size, of which each axis has a share from leastShare to 1. */
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
