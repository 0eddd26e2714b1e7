import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nameFinder } from '../../dashboard/shapes/nameFinder.js'

const found = (ids: string[], search: string, classes = ids.map(() => '')) =>
  ids.filter((_, row) => nameFinder({ ids, classes }, search)(row))

it('finds names and classes that hold a text, in any case', () => {
  const ids = ['kit/Chair_1.obj', 'kit/table.obj', 'ÄPFEL.obj']
  expect(found(ids, ' chair ')).toEqual(['kit/Chair_1.obj'])
  expect(found(ids, 'äpfel')).toEqual(['ÄPFEL.obj'])
  expect(found(ids, 'WOOD', ['', 'wood', ''])).toEqual(['kit/table.obj'])
  expect(found(ids, ' ')).toEqual(ids)
})

it('takes a text as it is written, not as a pattern', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'\\^$.*+?()[]{}|/-a') }), (search) => {
      const ids = ['a', `(${search})`, '.*', 'aa-a']
      const wanted = search.trim()
      expect(found(ids, search)).toEqual(ids.filter((id) => id.includes(wanted)))
    }),
  )
})
