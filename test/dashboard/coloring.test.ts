import { expect, it } from 'vitest'
import { colorShapes } from '../../dashboard/shapes/coloring.js'
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
  expect(colorShapes(shapesLike([20, 100]), 'likeness').ofRow).toEqual([DARKEST, BRIGHTEST])
  expect(colorShapes(shapesLike([100, 100]), 'likeness').ofRow).toEqual([BRIGHTEST, BRIGHTEST])
})
