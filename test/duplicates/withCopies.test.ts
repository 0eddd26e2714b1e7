import { expect, it } from 'vitest'
import type { Duplicate } from '../../server/duplicates/findDuplicates.js'
import { withCopies } from '../../server/duplicates/withCopies.js'

const turned: Duplicate = {
  ...{ shape: 3, of: 1, changes: ['turned 90°'], residual: 0.1, residualShare: 0.01, scale: 1 },
  ...{ transform: [0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0], triangles: [12, 12] },
}

it('names a copy of a duplicate after the same original, for the same reason, and a copy of an original after it', () => {
  const copies = [
    { shape: 5, of: 3, triangles: 12 },
    { shape: 2, of: 1, triangles: 12 },
  ]
  expect(withCopies([turned], copies)).toEqual([
    {
      ...{ shape: 2, of: 1, changes: [], residual: 0, residualShare: 0, scale: 1 },
      ...{ transform: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], triangles: [12, 12] },
    },
    turned,
    { ...turned, shape: 5 },
  ])
})
