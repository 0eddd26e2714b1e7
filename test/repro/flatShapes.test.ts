import { describe, expect, it } from 'vitest'
import { shapeDescriptor, type UpAxis } from '../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { joined, mapMesh, scaling, subdivide, turning, turnOver } from '../support/changeMesh.js'

/**
 * Decals, outlines for a laser and cards of leaves were all one family: a triangle and a strip of 20 to 1 were 0.06 apart,
 * cut from a board 1.24. A flat surface has one normal and nothing around it, so only the spread of its points was told.
 */

type Point = readonly [number, number]

const OUTLINES: Readonly<Record<string, readonly Point[]>> = {
  triangle: [
    [0, 0],
    [4, 0],
    [0, 4],
  ],
  strip: [
    [0, 0],
    [20, 0],
    [20, 1],
    [0, 1],
  ],
  square: [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ],
  tee: [
    [0, 0],
    [1, 0],
    [1, 3],
    [2, 3],
    [2, 4],
    [-1, 4],
    [-1, 3],
    [0, 3],
  ],
  star: Array.from({ length: 10 }, (_, i): Point => {
    const radius = i % 2 ? 1.2 : 3
    return [radius * Math.cos((Math.PI * i) / 5), radius * Math.sin((Math.PI * i) / 5)]
  }),
}
const NAMES = Object.keys(OUTLINES)

const lines = (outline: readonly Point[], height: number): string =>
  outline.map(([x, y]) => `v ${x} ${y} ${height}\n`).join('')
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

function sheet(name: string): Mesh {
  const outline = OUTLINES[name]
  return parseMesh(Buffer.from(`${lines(outline, 0)}f ${numbers(outline.length).join(' ')}`), 'obj')
}

function board(name: string, thickness: number): Mesh {
  const outline = OUTLINES[name]
  const n = outline.length
  const walls = numbers(n).map((i) => `f ${i} ${(i % n) + 1} ${(i % n) + 1 + n} ${i + n}\n`)
  const [bottom, top] = [numbers(n).reverse(), numbers(n).map((i) => i + n)]
  const text = `${lines(outline, 0)}${lines(outline, thickness)}f ${bottom.join(' ')}\nf ${top.join(' ')}\n${walls.join('')}`
  return parseMesh(Buffer.from(text), 'obj')
}

const distance = (a: Mesh, b: Mesh, up: UpAxis = 'none'): number => {
  const other = shapeDescriptor(checkMesh(b), up)
  return shapeDescriptor(checkMesh(a), up).reduce((sum, x, i) => sum + Math.abs(x - other[i]), 0)
}

/** Of an unchanged surface; two unlike shapes are about 1 apart. */
const NOISE = 0.06

const pairs = NAMES.flatMap((a, i) => NAMES.slice(i + 1).map((b) => [a, b] as const))
const turned = (mesh: Mesh, angle: number): Mesh => mapMesh(mesh, turning([0.36, 0.48, 0.8], angle))

describe('a flat shape', () => {
  it.each(pairs)('is told from others as the same cut from a board 0.5 thick: %s and %s', (a, b) => {
    const [flat, thick] = [distance(sheet(a), sheet(b)), distance(board(a, 0.5), board(b, 0.5))]
    expect(flat).toBeGreaterThan(0.3)
    expect(flat / thick).toBeGreaterThan(0.6)
  })

  it.each<[string, (mesh: Mesh) => Mesh]>([
    ['moved', (mesh) => mapMesh(mesh, scaling(1), [100, -20, 3])],
    ['scaled to 1e-30', (mesh) => mapMesh(mesh, scaling(1e-30))],
    ['scaled to 1e+30', (mesh) => mapMesh(mesh, scaling(1e30))],
    ['mirrored', (mesh) => mapMesh(mesh, scaling(-1, 1, 1))],
    ['turned', (mesh) => turned(mesh, 1)],
    [
      'turned and far away, where it is not quite flat any more',
      (mesh) => mapMesh(turned(mesh, 2), scaling(1), [900, 800, -700]),
    ],
    ['turned over face by face', turnOver],
    ['cut finer', (mesh) => subdivide(subdivide(mesh))],
    ['cut finer in one triangle, whose neighbors are not', cutFirst],
    ['with a back side', (mesh) => joined(mesh, turnOver(mesh))],
    ['with a back side of other triangles, turned', (mesh) => turned(joined(mesh, turnOver(subdivide(mesh))), 0.7)],
  ])('is the same %s', (_, change) => {
    for (const name of NAMES) expect(distance(change(sheet(name)), sheet(name)), name).toBeLessThan(NOISE)
  })

  it.each([1e-7, 1e-5, 1e-3, 4e-3])('is the same as a board that is %f as thick as the sheet is wide', (thickness) => {
    for (const name of ['triangle', 'tee', 'star'])
      expect(distance(board(name, 2 * thickness), sheet(name)), name).toBeLessThan(NOISE)
  })

  it('becomes a thin body step by step', () => {
    const steps = Array.from({ length: 13 }, (_, i) => 0.008 + 0.002 * i)
    for (const [i, thickness] of steps.slice(1).entries())
      expect(distance(board('triangle', thickness), board('triangle', steps[i]))).toBeLessThan(0.45)
  })

  it('stands and lies as it does: an up axis tells which', () => {
    const lying = mapMesh(sheet('tee'), turning([1, 0, 0], Math.PI / 2))
    expect(distance(sheet('tee'), lying, 'y')).toBeGreaterThan(0.3)
    expect(distance(mapMesh(lying, turning([0, 1, 0], 1)), lying, 'y')).toBeLessThan(NOISE)
  })
})

/** The first triangle cut in sixteen: its corners lie in the middle of its neighbors' sides. */
function cutFirst({ positions, triangles }: Mesh): Mesh {
  const first = subdivide(subdivide({ positions, triangles: triangles.slice(0, 3) }))
  return triangles.length > 3 ? joined({ positions, triangles: triangles.slice(3) }, first) : first
}
