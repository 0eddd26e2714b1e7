import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASES, PRIMITIVES, Recipe } from '../../shared/schema/recipe.js'
import { drawRecipe, drawRecipes } from '../../server/recipe/drawRecipes.js'
import { readChoice } from '../../server/recipe/recipeChoice.js'
import { PRESET_BASES, PRESET_MODIFIERS } from '../../shared/schema/recipeWords.js'
import { GenerateRequest } from '../../shared/schema/generateRequest.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { MAX_SEED } from '../../shared/schema/seed.js'

const PRESETS = RunRequest.shape.preset.unwrap().options
const MAX_COUNT = GenerateRequest.shape.count.unwrap().maxValue ?? 0

const lines = (recipes: readonly Recipe[]): string => recipes.map((recipe) => `${JSON.stringify(recipe)}\n`).join('')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const presets = fc.constantFrom(...PRESETS)
const seeds = fc.integer({ min: 0, max: MAX_SEED })

describe('drawRecipes', () => {
  // A change here breaks the promise of a seed: every data set that someone made would come out otherwise.
  it.each([
    ['modifiers', 0, 'aff821b847ac06bbb3649a2c76603785403497838840a13a2eee6e2c43476b48'],
    ['modifiers', 7, '1da5bf0d11c65e1ace7ead3d6128121d2e398b0b5ac809443f5d0b08e37cba29'],
    ['modifiers', MAX_SEED, '6614ec5a621cd20f2ee799eb5c614271e16b71ab1316528084a0b3939e47ac9e'],
    ['families', 0, '5801681845f1939553487b61f1a598339690b0ed72b75a2fd3cd3963de64ecd0'],
    ['families', 7, '12d4f966d55f434ed985c0489a6c4da74d1bcabaa4d05dd1a5af063abed344f9'],
    ['families', MAX_SEED, 'e124e67a4072bf3c78f31a581f07eb1bbf33d3ea06a6dd58e9868f1949443c50'],
    ['seed', 0, '9dd4185c0b72f4488e55ee83f091465d22217df7d00a69c12d5d342fcceb4260'],
    ['seed', 7, '935cd0b2647521bf49f9fe6faae6cad5fa2aa42eb0e5300eb67a4adc66a790b0'],
    ['seed', MAX_SEED, 'bc07787a54e151c3fc01284100b26360f0f02e0abf8e01db404ad9b4e66d05ee'],
  ] as const)('keeps the promise of a seed: %s, %i', (preset, seed, hash) => {
    expect(sha256(lines(drawRecipes(preset, 401, seed)))).toBe(hash)
  })

  it('begins a longer draw with the shorter one', () => {
    fc.assert(
      fc.property(presets, seeds, fc.integer({ min: 1, max: 60 }), (preset, seed, count) => {
        expect(drawRecipes(preset, count + 17, seed).slice(0, count)).toEqual(drawRecipes(preset, count, seed))
      }),
      { numRuns: 50 },
    )
  })

  it('draws what the schema allows, under unique ids, each base once in as many as there are', () => {
    fc.assert(
      fc.property(presets, seeds, (preset, seed) => {
        const recipes = drawRecipes(preset, 60, seed)
        for (const recipe of recipes) expect(Recipe.parse(recipe)).toEqual(recipe)
        expect(new Set(recipes.map(({ id }) => id)).size).toBe(60)
        const bases: readonly string[] = preset === 'families' ? BASES : PRIMITIVES
        for (let i = 0; i < 60; i += bases.length)
          expect(
            recipes
              .slice(i, i + bases.length)
              .map(({ base }) => base)
              .sort(),
          ).toEqual([...bases].sort())
      }),
      { numRuns: 50 },
    )
  })

  it('draws each shape anew: no two of 2,000 are placed alike, nor two seeds', () => {
    for (const preset of PRESETS) {
      const places = [...drawRecipes(preset, 1000, 0), ...drawRecipes(preset, 1000, 1)].map(({ location }) =>
        location.join(),
      )
      expect(new Set(places).size).toBe(2000)
    }
  })

  it('places bare primitives within 10, a full turn and a scale of 10, using all of the range', () => {
    const recipes = drawRecipes('seed', 2000, 5)
    expect(recipes.every(({ modifiers, detail }) => modifiers.length === 0 && detail === 0)).toBe(true)
    for (const [field, low, high] of [
      ['location', -10, 10],
      ['rotation', -Math.PI, Math.PI],
      ['scale', 6, 10],
    ] as const) {
      const values = recipes.flatMap((recipe) => recipe[field])
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low)
      expect(Math.max(...values)).toBeLessThanOrEqual(high)
      const tenth = (high - low) / 10
      expect(Math.min(...values)).toBeLessThan(low + tenth)
      expect(Math.max(...values)).toBeGreaterThan(high - tenth)
    }
  })

  it('puts 1 to 3 different modifiers on each shape, and draws at least 8 kinds for each base', () => {
    const recipes = drawRecipes('modifiers', 2000, 0)
    for (const { modifiers } of recipes) {
      const kinds = modifiers.map(({ kind }) => kind)
      expect(kinds.length).toBeGreaterThanOrEqual(1)
      expect(kinds.length).toBeLessThanOrEqual(3)
      expect(new Set(kinds).size).toBe(kinds.length)
    }
    for (const base of PRIMITIVES) {
      const kinds = recipes
        .filter((recipe) => recipe.base === base)
        .flatMap(({ modifiers }) => modifiers.map(({ kind }) => kind))
      expect(new Set(kinds).size).toBeGreaterThanOrEqual(8)
    }
  })

  it('draws at least 14 kinds of modifiers in the preset of families, at least 12 for each of the 20 bases', () => {
    const recipes = drawRecipes('families', 4000, 0)
    const kindsOf = (some: readonly Recipe[]) => new Set(some.flatMap((each) => each.modifiers.map(({ kind }) => kind)))
    expect(kindsOf(recipes).size).toBeGreaterThanOrEqual(14)
    expect(BASES.length - PRIMITIVES.length).toBeGreaterThanOrEqual(12)
    for (const base of BASES)
      expect(kindsOf(recipes.filter((each) => each.base === base)).size, base).toBeGreaterThanOrEqual(12)
  })

  it('draws a shape again from its own stream: the others stay, and so does what comes first', () => {
    const first = drawRecipes('families', 40, 3)
    for (const [i, recipe] of first.entries()) {
      expect(drawRecipe('families', 3, i)).toEqual(recipe)
      const attempts = [0, 1, 2].map((attempt) => drawRecipe('families', 3, i, attempt))
      expect(new Set(attempts.map(({ location }) => location.join())).size).toBe(3)
      expect(new Set(attempts.map(({ id }) => id)).size).toBe(1)
    }
  })

  it('draws from what was chosen and nothing else, whatever the order; all of it is the preset', () => {
    const some = { preset: 'families', bases: 'table,star,cube', modifiers: 'hook,twist' } as const
    const recipes = drawRecipes('families', 600, 3, readChoice(some))
    for (let i = 0; i < 600; i += 3)
      expect(new Set(recipes.slice(i, i + 3).map(({ base }) => base))).toEqual(new Set(['table', 'star', 'cube']))
    expect(new Set(recipes.flatMap(({ modifiers }) => modifiers.map(({ kind }) => kind)))).toEqual(
      new Set(['hook', 'twist']),
    )
    expect(recipes.every(({ modifiers }) => modifiers.length > 0)).toBe(true)
    const turned = readChoice({ ...some, bases: 'cube,table,star', modifiers: 'twist,hook' })
    expect(drawRecipes('families', 600, 3, turned)).toEqual(recipes)
    for (const preset of PRESETS) {
      const whole = {
        preset,
        bases: PRESET_BASES[preset].join(','),
        modifiers: PRESET_MODIFIERS[preset].join(','),
      }
      expect(drawRecipes(preset, 60, 3, readChoice(whole))).toEqual(drawRecipes(preset, 60, 3))
    }
  })

  it.each([
    { preset: 'modifiers', bases: 'cube,table', modifiers: '' },
    { preset: 'modifiers', bases: '', modifiers: 'hook' },
    { preset: 'seed', bases: '', modifiers: 'twist' },
  ] as const)('refuses what a preset has not: %o', (choice) => {
    expect(() => readChoice(choice)).toThrow(expect.objectContaining({ code: 'input.invalid' }))
  })

  it.each([
    [0, 0],
    [1.5, 0],
    [MAX_COUNT + 1, 0],
    [1, -1],
    [1, MAX_SEED + 1],
    [1, NaN],
  ])('refuses count %d with seed %d', (count, seed) => {
    expect(() => drawRecipes('seed', count, seed)).toThrow(expect.objectContaining({ code: 'input.invalid' }))
  })
})
