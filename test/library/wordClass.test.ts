import { expect, it } from 'vitest'
import { wordClass } from '../../server/library/wordClass.js'

it.each([
  ['nature/treePineTallA.obj', 'tree'],
  ['town/Wood_Tiny_Wall_01.obj', ''],
  ['TREE_2.obj', 'tree'],
  ['42.stl', ''],
])('takes the first word of %s as the class %j', (path, name) => {
  expect(wordClass(path)).toBe(name)
})
