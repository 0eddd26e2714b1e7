import { expect, it } from 'vitest'
import { recipeMeasures } from '../../server/shown/recipeMeasures.js'
import { Recipe } from '../../shared/schema/recipe.js'

const recipeOf = (id: string, modifiers: Recipe['modifiers']): [string, Recipe] => [
  id,
  Recipe.parse({ id, base: 'cube', detail: 0, modifiers, location: [0, 0, 0], rotation: [0, 0, 0], scale: [1, 2, 3] }),
]

it('gives scale, every setting that is a number, the first of two modifiers of a kind, and nothing without a recipe', () => {
  const recipes = new Map([
    recipeOf('cube-0000', [
      { kind: 'twist', axis: 'X', angle: 0.5 },
      { kind: 'twist', axis: 'Z', angle: 0.25 },
    ]),
    recipeOf('cube-0001', [{ kind: 'remesh', mode: 'VOXEL', octree_depth: 4, voxel_size: 0.2 }]),
  ])
  expect(recipeMeasures(['cube-0001', 'imported', 'cube-0000'], recipes)).toEqual({
    Modifiers: [1, null, 2],
    'Scale x': [1, null, 1],
    'Scale y': [2, null, 2],
    'Scale z': [3, null, 3],
    'remesh octree depth': [4, null, null],
    'remesh voxel size': [0.2, null, null],
    'twist angle': [null, null, 0.5],
  })
})
