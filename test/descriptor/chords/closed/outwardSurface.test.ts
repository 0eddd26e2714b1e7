import { describe, expect, it } from 'vitest'
import { outwardSurface } from '../../../../server/descriptor/chords/closed/outwardSurface.js'
import { normalizeMesh } from '../../../../server/descriptor/chords/normalizeMesh.js'
import { checkMesh } from '../../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../../server/mesh/mesh.js'
import { joined, mapMesh, scaling, turnOver } from '../../../support/changeMesh.js'
import { bowTie, bumpySphere, cube, ring, tube } from '../../../support/meshes.js'

const surfaceOf = (mesh: Mesh) => outwardSurface(normalizeMesh(checkMesh(mesh), 'box'))

/** Six times the volume within a surface that faces outward. */
function volume(mesh: Mesh): number {
  const surface = surfaceOf(mesh)
  if (surface === undefined) return NaN
  const { vertices, triangles } = surface
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [...triangles.subarray(t, t + 3)].map((k) => vertices.subarray(3 * k, 3 * k + 3))
    sum += a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
  }
  return sum
}

const withTriangles = (mesh: Mesh, change: (triangles: number[]) => number[]): Mesh => ({
  ...mesh,
  triangles: Uint32Array.from(change([...mesh.triangles])),
})
const inner = mapMesh(cube(), scaling(0.5))

const FIGURE_EIGHT = [
  [-1, -1],
  [1, 1],
  [1, -1],
  [-1, 1],
] as const
/** Two arms of a U, half a unit apart. */
const NARROWS = [
  [0, 0],
  [3, 0],
  [3, 3],
  [2, 3],
  [2, 1],
  [1.5, 1],
  [1.5, 3],
  [0, 3],
] as const

/** Twice around its axis before it closes: each direction from its middle is seen twice. */
function twiceAround(): Mesh {
  const [columns, rows] = [24, 6]
  const positions = [0, 0, 1, 0, 0, -1]
  const triangles: number[] = []
  const at = (row: number, column: number) => 2 + row * columns + (column % columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [polar, turn] = [(Math.PI * (row + 1)) / (rows + 1), (4 * Math.PI * column) / columns]
      const radius = 1 + 0.2 * Math.cos(turn / 2)
      positions.push(
        radius * Math.sin(polar) * Math.cos(turn),
        radius * Math.sin(polar) * Math.sin(turn),
        Math.cos(polar),
      )
    }
  for (let column = 0; column < columns; column++) {
    triangles.push(0, at(0, column), at(0, column + 1), 1, at(rows - 1, column + 1), at(rows - 1, column))
    for (let row = 0; row + 1 < rows; row++)
      for (const second of [0, 1])
        triangles.push(at(row, column), at(row + 1, column + second), at(row + second, column + 1))
  }
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}

describe('outwardSurface', () => {
  it('turns each part outward', () => {
    const once = volume(cube())
    expect(once).toBeGreaterThan(0)
    expect(volume(turnOver(cube()))).toBeCloseTo(once, 12)
    expect(volume(joined(cube(), turnOver(inner)))).toBeCloseTo(once * (1 + 1 / 8), 12)
    expect(volume(turnOver(bumpySphere(1000)))).toBeCloseTo(volume(bumpySphere(1000)), 12)
    expect(volume(ring(12))).toBeGreaterThan(0)
    expect(volume(turnOver(ring(12)))).toBeCloseTo(volume(ring(12)), 12)
  })

  it('is sure of parts that cross others, and of parts that share a vertex', () => {
    const [ringAlone, cubes] = [volume(ring(12)), joined(cube(), mapMesh(cube(), scaling(1), [2, 2, 2]))]
    expect(volume(joined(ring(12), turnOver(mapMesh(ring(12), scaling(0.9)))))).toBeCloseTo(
      ringAlone * (1 + 0.9 ** 3),
      7,
    )
    expect(volume(cubes)).toBeGreaterThan(0)
    expect(volume(joined(cube(), turnOver(mapMesh(cube(), scaling(1), [2, 2, 2]))))).toBeCloseTo(volume(cubes), 12)
  })

  it('asks whether the surface is wanted with its triangles turned', () => {
    let asked: Uint32Array | undefined
    const mesh = normalizeMesh(checkMesh(turnOver(ring(7))), 'box')
    expect(outwardSurface(mesh, ({ triangles }) => ((asked = triangles), false))).toBeUndefined()
    expect(asked).toEqual(outwardSurface(mesh)?.triangles)
  })

  it.each([
    ['a cube without a triangle', withTriangles(cube(), (triangles) => triangles.slice(3))],
    ['a cube with one triangle turned over', withTriangles(cube(), ([a, b, ...rest]) => [b, a, ...rest])],
    ['a cube with a fin', withTriangles(cube(), (triangles) => [...triangles, 0, 1, 7])],
    ['a cube, each triangle twice', withTriangles(cube(), (triangles) => [...triangles, ...triangles])],
    ['a plate without thickness', mapMesh(cube(), scaling(1, 1, 0))],
    ['two triangles back to back', withTriangles(cube(), () => [0, 1, 2, 0, 2, 1])],
    ['a ball wound twice', twiceAround()],
    ['a bow tie, which winds around a part of itself the other way', bowTie()],
    ['a tube that runs through itself', tube(FIGURE_EIGHT, 0.1)],
    ['a tube that touches itself along a face', tube(NARROWS, 0.25)],
    [
      'a closed part and an open one',
      joined(
        cube(),
        withTriangles(inner, (triangles) => triangles.slice(3)),
      ),
    ],
  ])('is not sure of %s', (_, mesh) => {
    expect(surfaceOf(mesh)).toBeUndefined()
  })
})
