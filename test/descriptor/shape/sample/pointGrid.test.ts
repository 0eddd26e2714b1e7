import { describe, expect, it } from 'vitest'
import { sortIntoCells } from '../../../../server/descriptor/shape/sample/pointGrid.js'
import { sampleSurface, type SurfaceSample } from '../../../../server/descriptor/shape/sample/surfaceSample.js'
import { joined, mapMesh, scaling } from '../../../support/changeMesh.js'
import { bumpySphere, cube } from '../../../support/meshes.js'
import { checkMesh } from '../../../../server/mesh/checkMesh.js'

const COUNT = 600
const WIDTH = 0.15

/** Pairs i < j of what a walk over the grid compares: a point with those after it in its row of cells, and with four rows beside. */
function compared({ order, cells, starts, rows }: ReturnType<typeof sortIntoCells>): Map<number, number> {
  const times = new Map<number, number>()
  const meet = (a: number, from: number, to: number) => {
    for (let b = from; b < to; b++) {
      const [i, j] = [order[a], order[b]].sort((x, y) => x - y)
      times.set(i * COUNT + j, (times.get(i * COUNT + j) ?? 0) + 1)
    }
  }
  cells.forEach((cell, a) => {
    meet(a, a + 1, starts[cell + 2])
    for (const row of rows) meet(a, starts[cell + row - 1], starts[cell + row + 2])
  })
  return times
}

function near({ points }: SurfaceSample): number[] {
  const pairs: number[] = []
  for (let i = 0; i < COUNT; i++)
    for (let j = i + 1; j < COUNT; j++) {
      const square = [0, 1, 2].reduce((sum, k) => sum + (points[3 * i + k] - points[3 * j + k]) ** 2, 0)
      if (square <= WIDTH ** 2) pairs.push(i * COUNT + j)
    }
  return pairs
}

describe('sortIntoCells', () => {
  it.each([
    ['a bumpy ball', bumpySphere(300)],
    ['a flat sheet', mapMesh(cube(), scaling(1, 1, 1e-6))],
    ['a cube and a speck far off', joined(cube(), mapMesh(cube(), scaling(0.05), [40, 0, 0]))],
  ])('lets every two near points of %s meet once, and no two twice', (_, mesh) => {
    const sample = sampleSurface(checkMesh(mesh), COUNT)
    const times = compared(sortIntoCells(sample, WIDTH))
    const pairs = near(sample)
    expect(pairs.length).toBeGreaterThan(COUNT)
    expect(pairs.filter((pair) => times.get(pair) !== 1)).toEqual([])
    expect([...times.values()].every((count) => count === 1)).toBe(true)
    expect(times.size).toBeLessThan((COUNT * (COUNT - 1)) / 2)
  })
})
