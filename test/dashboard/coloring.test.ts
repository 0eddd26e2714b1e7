import { expect, it } from 'vitest'
import { colorings, colorOfGroup, colorShapes } from '../../dashboard/shapes/coloring.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'

const [DARKEST, BRIGHTEST] = ['#440154', '#fde725']

/** Shapes that are so like the most typical of their group, percent. */
const shapesLike = (likeness: number[]): ShownShapes => ({
  ids: likeness.map(String),
  classes: likeness.map(() => ''),
  groups: likeness.map(() => 0),
  splits: likeness.map(() => ''),
  pictures: likeness.map(() => ''),
  x: likeness,
  y: likeness,
  explained: [1, 0],
  likeness,
  odd: [],
  named: [],
  wishes: [],
  notedIn: 'server',
})

it('colors from the darkest to the brightest; where all are alike, all are the brightest', () => {
  expect(colorShapes(shapesLike([20, 100]), 'likeness', {}).ofRow).toEqual([DARKEST, BRIGHTEST])
  expect(colorShapes(shapesLike([100, 100]), 'likeness', {}).ofRow).toEqual([BRIGHTEST, BRIGHTEST])
})

it('colors by a measure: by its logarithm where it spans powers of ten, and gray where there is none', () => {
  const shapes = shapesLike([100, 100, 100, 100])
  const measures = { Triangles: [10, 100, 1000, null], 'twist angle': [-1, 0, 1, 1] }
  const triangles = colorShapes(shapes, 'Triangles', measures)
  const angle = colorShapes(shapes, 'twist angle', measures)
  expect(triangles.ofRow).toEqual([DARKEST, angle.ofRow[1], BRIGHTEST, colorOfGroup(-1)])
  expect(triangles.scale).toMatchObject({ low: 10, high: 1000, isPartial: true })
  expect(triangles.scale?.middle).toBeCloseTo(100)
  expect(angle.scale).toEqual({ low: -1, middle: 0, high: 1, unit: '', isPartial: false })
  expect(Object.keys(colorings(shapes, measures))).toEqual(['group', 'likeness', 'Triangles', 'twist angle'])
})
