import { describe, expect, it } from 'vitest'
import { densityCells } from '../../server/picture/densityCells.js'
import { testRandom } from '../cluster/randomRows.js'

describe('densityCells', () => {
  it('counts every shape once, in the square that it lies in, whose group most of its shapes have', () => {
    const seed = 3
    const random = testRandom(seed)
    const coordinates = Float32Array.from({ length: 2 * 5000 }, () => random() ** 3)
    const groups = Int32Array.from({ length: 5000 }, () => Math.floor(4 * random()) - 1)
    const cells = densityCells({ coordinates, groups, columns: 9, rows: 7 })
    expect(cells.length, `seed ${seed}`).toBeLessThanOrEqual(63)
    const left = new Set(groups.keys())
    for (const { x1, x2, y1, y2, group, count } of cells) {
      const inside = [...left].filter((i) => {
        const [x, y] = [coordinates[2 * i], coordinates[2 * i + 1]]
        // The last square of a row or column has its far side, too.
        return x >= x1 - 1e-9 && x <= x2 + 1e-9 && y >= y1 - 1e-9 && y <= y2 + 1e-9
      })
      expect(inside.length, `seed ${seed}`).toBe(count)
      const counts = [-1, 0, 1, 2].map((each) => inside.filter((i) => groups[i] === each).length)
      expect(counts[group + 1], `seed ${seed}`).toBe(Math.max(...counts))
      for (const i of inside) left.delete(i)
    }
    expect(left.size, `seed ${seed}`).toBe(0)
  })

  it('is one square where all lie in one place', () => {
    const cells = densityCells({
      coordinates: new Float32Array(6),
      groups: Int32Array.of(1, 0, 1),
      columns: 5,
      rows: 5,
    })
    expect(cells).toMatchObject([{ group: 1, count: 3, x1: 0, y1: 0 }])
  })
})
