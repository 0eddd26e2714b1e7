import { describe, expect, it } from 'vitest'
import { shapeDescriptor } from '../../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { parseMesh } from '../../../server/mesh/parseMesh.js'
import { readMeshFile } from '../../support/readMeshFile.js'
import { writeObj } from '../../../server/mesh/writeObj.js'
import { writeStl } from '../../../server/mesh/writeStl.js'
import { mapMesh, scaling, subdivide, turning, turnOver } from '../../support/changeMesh.js'
import { compareCopies } from '../../support/copyDistance.js'
import { decimate } from '../../support/decimate.js'
import { describedKaykit } from '../../support/describedKaykit.js'
import { labelledFolder } from '../../support/labelledFolder.js'
import { l1Distances, leaveOneOut } from '../../support/leaveOneOut.js'
import { sharedData } from '../../support/sharedData.js'

const kaykit = sharedData('kaykit')

/** Every so many objects get copies. */
const EVERY = 3

/** Objects nearer than this have one geometry, but for rounding: a left wheel and a right one. One of them stays. */
const SAME = 1e-4

const CHANGES: readonly (readonly [name: string, ratio: number, nearest: number, change: (mesh: Mesh) => Mesh])[] = [
  ['written as STL and read again', 0.001, 1, (mesh) => parseMesh(writeStl(mesh), 'stl')],
  ['written as OBJ and read again', 0.001, 1, (mesh) => parseMesh(Buffer.from(writeObj(mesh, 'copy')), 'obj')],
  ['100 times as large, elsewhere', 0.001, 1, (mesh) => mapMesh(mesh, scaling(100), [5, 7, -3])],
  ['mirrored', 0.001, 1, (mesh) => mapMesh(mesh, scaling(-1, 1, 1))],
  ['turned around the vertical', 0.05, 1, (mesh) => mapMesh(mesh, turning([0, 1, 0], 1))],
  ['with triangles turned over, in reverse order', 0.15, 0.94, turnOver],
  ['subdivided twice', 0.15, 0.95, (mesh) => subdivide(subdivide(mesh))],
]

const l1 = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, k) => sum + Math.abs(x - b[k]), 0)

describe.skipIf(!kaykit)('shapeDescriptor of real objects', async () => {
  const all = kaykit ? labelledFolder(kaykit, 'folder') : []
  const objects: { name: string; mesh: Mesh; row: Float32Array }[] = []
  const described = kaykit ? await describedKaykit(kaykit, 'y') : []
  for (const [i, { name, path }] of all.entries()) {
    const mesh = await readMeshFile(path)
    const row = described[i]
    if (objects.every((object) => l1(object.row, row) >= SAME)) objects.push({ name, mesh, row })
  }
  const meshes = objects.map(({ mesh }) => mesh)
  const rows = objects.map(({ row }) => row)
  const distances = rows.length > 0 ? l1Distances(rows) : new Float32Array()

  const distanceTo = (index: number, copy: Mesh): number => l1(rows[index], shapeDescriptor(checkMesh(copy), 'y'))
  const compare = (change: (mesh: Mesh) => Mesh, isAsked: (index: number) => boolean) =>
    compareCopies(
      distances,
      meshes.map((mesh, i) => (isAsked(i) ? distanceTo(i, change(mesh)) : NaN)),
    )

  it('finds objects of the class', () => {
    const { nearest, averagePrecision } = leaveOneOut(
      distances,
      objects.map(({ name }) => name),
    )
    expect(nearest).toBeGreaterThan(0.82)
    expect(averagePrecision).toBeGreaterThan(0.6)
  })

  it.each(CHANGES)('stays by an object %s', (name, ratio, nearest, change) => {
    const found = compare(change, (i) => i % EVERY === 0)
    console.log(`${name}: ratio ${found.ratio.toFixed(3)}, copy nearest ${found.nearest.toFixed(3)}`)
    expect(found.ratio).toBeLessThan(ratio)
    expect(found.nearest).toBeGreaterThanOrEqual(nearest)
  })

  it.each([
    { from: 1000, ratio: 0.7, nearest: 0.65 },
    { from: 200, ratio: 0.95, nearest: 0.5 },
  ])('comes as near to an object of $from triangles decimated to a quarter as is stated', ({ from, ...bounds }) => {
    const found = compare(
      (mesh) => decimate(mesh, 1 / 4),
      (i) => meshes[i].triangles.length / 3 >= from,
    )
    console.log(
      `decimated, from ${from} triangles: ratio ${found.ratio.toFixed(2)}, nearest ${found.nearest.toFixed(2)}`,
    )
    expect(found.ratio).toBeLessThan(bounds.ratio)
    expect(found.nearest).toBeGreaterThan(bounds.nearest)
  })
})
