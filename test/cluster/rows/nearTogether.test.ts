import { describe, expect, it } from 'vitest'
import { nearTogether } from '../../../server/cluster/rows/nearTogether.js'
import { prepareRows } from '../../../server/cluster/rows/prepareRows.js'
import { widestFirst } from '../../../server/cluster/rows/widestFirst.js'
import { blobRows } from '../randomRows.js'

const BLOBS = 8

describe('nearTogether', () => {
  it('puts the rows of a blob side by side, each row once', () => {
    const rows = prepareRows(blobRows(800, 64, BLOBS, 3), 'cosine') // as they are, no two neighbors are of one blob
    const order = nearTogether(rows, widestFirst(rows))
    expect(order.toSorted()).toEqual(Int32Array.from(order.keys()))
    const changes = order.filter((row, i) => i > 0 && row % BLOBS !== order[i - 1] % BLOBS).length
    expect(changes).toBeLessThan(32) // some blobs have more than one of the rows around which the others are gathered
  })

  it('leaves rows that are compared at once where they are', () => {
    const rows = prepareRows(blobRows(100, 4, BLOBS, 3), 'cosine')
    expect(nearTogether(rows, widestFirst(rows))).toEqual(Int32Array.from({ length: 100 }, (_, row) => row))
  })
})
