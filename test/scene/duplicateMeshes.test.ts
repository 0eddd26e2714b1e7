import { expect, it } from 'vitest'
import { findDuplicates } from '../../server/duplicates/findDuplicates.js'
import { findCopies } from '../../server/duplicates/findCopies.js'
import { applyPose } from '../../server/duplicates/pose.js'
import { signatureOf } from '../../server/duplicates/signature.js'
import { duplicateMeshes } from '../../server/scene/duplicateMeshes.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { Random } from '../../shared/random.js'
import { mapMesh, scaling, subdivide, turning } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

const SEED = 11
const TOLERANCE = 0.01

const search = (meshes: readonly Mesh[]) =>
  duplicateMeshes({ meshes: meshes.map(checkMesh), tolerance: TOLERANCE }, () => undefined)

const box = mapMesh(cube(), scaling(1, 2, 3))
const egg = mapMesh(bumpySphere(300), scaling(1, 1.4, 0.7))
const wound = ({ positions, triangles }: Mesh): Mesh => ({
  positions,
  triangles: triangles.map((_, i) => triangles[i - (i % 3) + (2 - (i % 3))]), // as Blender's mirrored meshes are read
})

it('tells copies by their vertices, and what was done to them', async () => {
  const meshes = [
    ...[egg, box, { ...egg }, mapMesh(egg, turning([0, 0, 1], 0.5), [3, 0, 0]), mapMesh(egg, scaling(2))],
    ...[wound(mapMesh(egg, scaling(-1, 1, 1))), mapMesh(egg, scaling(1, 1, 1.1)), mapMesh(box, scaling(1), [0, 4, 0])],
  ]
  const found = await search(meshes)
  expect(found.map(({ shape, of, changes }) => [shape, of, changes])).toEqual([
    [2, 0, []],
    [3, 0, ['turned 28.6°']],
    [4, 0, ['scaled 0.5']],
    [5, 0, ['mirrored']],
    [7, 1, ['moved']],
  ])
  expect(found[0]).toMatchObject({
    residual: 0,
    scale: 1,
    triangles: [egg.triangles.length / 3, egg.triangles.length / 3],
  })
  const copies = findCopies(meshes.map(checkMesh))
  expect(copies.map(({ shape }) => shape)).toEqual([2, 3, 4, 5, 7])
  for (const { shape, of, pose, residual } of copies) {
    const laid = applyPose(pose, Float64Array.from(meshes[shape].positions))
    const most = laid.reduce((far, value, i) => Math.max(far, Math.abs(value - meshes[of].positions[i])), 0)
    expect(most, `shape ${shape}`).toBeLessThanOrEqual(residual)
    expect(residual).toBeLessThan(1e-5)
  }
})

it('leaves what is its own mirror image to be told without mirroring', async () => {
  const mirrored = wound(mapMesh(box, scaling(-1, 1, 1), [5, 0, 0]))
  expect((await search([box, mirrored])).map(({ changes }) => changes)).toEqual([['moved']])
})

it('tells a copy of a duplicate as a duplicate of the same original, with what lies between', async () => {
  const halves = subdivide(mapMesh(egg, scaling(0.5)))
  const turned = mapMesh(halves, turning([0, 1, 0], 0.7), [1, 2, 3])
  const [first, second] = await search([egg, halves, turned])
  expect([first.of, second.of]).toEqual([0, 0])
  const [direct] = (
    await findDuplicates({
      signatures: [egg, turned].map((mesh) => signatureOf(checkMesh(mesh))),
      load: (shape) => Promise.resolve(checkMesh([egg, turned][shape])),
      tolerance: TOLERANCE,
    })
  ).map(({ changes, scale }) => ({ changes, scale: scale.toFixed(4) }))
  expect({ changes: second.changes, scale: second.scale.toFixed(4) }).toEqual(direct)
})

it('finds what comparing all surfaces finds', async () => {
  const random = new Random(SEED)
  const kinds = Array.from({ length: 6 }, () =>
    mapMesh(bumpySphere(120), scaling(1, 1 + 2 * random.uniform(), 1 + 3 * random.uniform())),
  )
  const meshes = Array.from({ length: 40 }, (_, i) => {
    const kind = kinds[i % 6]
    if (random.uniform() < 0.3) return { ...kind }
    const turned = mapMesh(kind, turning([0, 1, 0], 3 * random.uniform()))
    return random.uniform() < 0.3 ? subdivide(turned) : turned
  }).map(checkMesh)
  const slow = await findDuplicates({
    signatures: meshes.map(signatureOf),
    load: (shape) => Promise.resolve(meshes[shape]),
    tolerance: TOLERANCE,
  })
  const told = (found: typeof slow) => found.map(({ shape, of }) => [shape, of])
  expect(told(await search(meshes)), `seed ${SEED}`).toEqual(told(slow))
})

it('tells how far it is, in meshes, from the first step to the last', async () => {
  const meshes = [egg, box, mapMesh(egg, scaling(1, 1, 1.1)), mapMesh(box, scaling(1, 1, 1.2))].map(checkMesh)
  const told: number[] = []
  await duplicateMeshes({ meshes, tolerance: TOLERANCE }, ({ done, total }) => {
    expect(total).toBe(meshes.length)
    told.push(done)
  })
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(new Set(told)).toEqual(new Set([0, 1, 2, 3, 4]))
})
