import { expect, it } from 'vitest'
import { nameFamilies } from '../../server/library/nameFamilies.js'

it('names a family by the words that most of its members have and other families have not', () => {
  const families = [
    ['kit/treePine_small.obj', 'kit/treePine_large.obj', 'kit/tree_oak.obj'],
    ['table_wood_01.glb', 'table_wood_02.glb', 'TABLE_wood.glb'],
    ['chair_wood_a.stl', 'chairWood7.stl', 'stool.stl'],
  ]
  expect(nameFamilies(families)).toEqual(['tree pine', 'table wood', 'chair wood'])
})

it('names it by its typical member where no word is common', () => {
  expect(nameFamilies([['a/Wall 12.obj', 'fence.obj', 'gate.obj']])).toEqual(['Wall 12'])
  expect(
    nameFamilies([
      ['7.stl', '8.stl'],
      ['Äpfel_grün.obj', 'äpfel-rot.obj'],
    ]),
  ).toEqual(['7', 'äpfel'])
})

it('takes a word that nearly all have before one that other families lack', () => {
  const families = [
    ['building_a_base.obj', 'building_b_base.obj', 'building_c.obj'],
    ['building_gate.obj', 'building_tower.obj'],
  ]
  expect(nameFamilies(families)[0].split(' ')[0]).toBe('building')
})

it('tells families of one name apart by a number, and the largest has none', () => {
  const families = [['wall_a.obj', 'wall_b.obj'], ['wall 1.obj', 'wall 2.obj', 'wall 3.obj'], ['gate.obj']]
  expect(nameFamilies(families)).toEqual(['wall 2', 'wall', 'gate'])
})

it('leaves out the word that most names of a kit begin with; where no other is left, the typical member has the name', () => {
  const things = ['door', 'lamp', 'table', 'chair', 'bed', 'sink', 'clock']
  const families = things.map((thing) => [`mykit_${thing}_a.obj`, `mykit_${thing}_b.obj`])
  const odd = ['mykit_fridge.obj', 'mykit_crate.obj']
  expect(nameFamilies([...families, odd])).toEqual([...things, 'mykit_fridge'])
  expect(nameFamilies(families.slice(0, 2))).toEqual(['mykit door', 'mykit lamp']) // of few families that is not known
})
