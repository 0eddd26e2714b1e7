import { describe, expect, it } from 'vitest'
import { kindsOfObjects } from '../../server/scene/kindsOfObjects.js'

const object = (name: string, collection = '') => ({ name, library: '', collection, shape: 0, mesh: 0, instances: 0 })
const BY_COLLECTIONS = { classes: 'collections', unsorted: '' } as const
const BY_NAMES = { classes: 'names', unsorted: '' } as const

describe('the kinds of what is sorted already', () => {
  it('are the collections, but for the one that a new file has and the one that holds the rest', () => {
    const objects = ['Chairs', '', 'Collection', 'Collection 2', 'Collection.001', 'Inbox', 'Collections of stamps']
    expect(
      kindsOfObjects(
        objects.map((name) => object('x', name)),
        { ...BY_COLLECTIONS, unsorted: 'Inbox' },
      ),
    ).toEqual(['Chairs', '', '', '', '', '', 'Collections of stamps'])
  })

  it('are the names that several objects share, but for those that nobody gave', () => {
    const names = ['Chair.001', 'Chair.002', 'Chair', 'Cube.001', 'Cube.002', 'Nurbs Path.1', 'Nurbs Path.2', 'Vase']
    expect(
      kindsOfObjects(
        names.map((name) => object(name)),
        BY_NAMES,
      ),
    ).toEqual([...['Chair', 'Chair', 'Chair'], ...['', '', '', '', '']])
  })

  it('leave out the name of the rest', () => {
    const names = ['Chair.001', 'Chair.002', 'import_1', 'import_2']
    expect(
      kindsOfObjects(
        names.map((name) => object(name)),
        { ...BY_NAMES, unsorted: 'import' },
      ),
    ).toEqual([...['Chair', 'Chair'], ...['', '']])
  })
})
