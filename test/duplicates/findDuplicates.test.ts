import { expect, it } from 'vitest'
import { findDuplicates } from '../../server/duplicates/findDuplicates.js'
import { signatureOf } from '../../server/duplicates/signature.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { Random } from '../../shared/random.js'
import { mapMesh, scaling, subdivide, turning } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

const SEED = 5

const search = (meshes: readonly Mesh[], tolerance = 0.01) => {
  const checked = meshes.map(checkMesh)
  return findDuplicates({
    signatures: checked.map(signatureOf),
    load: (shape) => Promise.resolve(checked[shape]),
    tolerance,
  })
}

it('finds each duplicate once, of the first of its kind, and says what was done to it', async () => {
  const box = mapMesh(cube(), scaling(1, 2, 3))
  const egg = mapMesh(bumpySphere(300), scaling(1, 1.4, 0.7))
  const found = await search([
    box,
    egg,
    box,
    mapMesh(box, scaling(1), [4, 0, 0]),
    mapMesh(egg, turning([0, 0, 1], Math.PI / 6)),
    subdivide(mapMesh(box, scaling(2))),
    mapMesh(cube(), scaling(1, 2, 3.4)),
    mapMesh(egg, scaling(-1, 1, 1)),
  ])
  expect(found.map(({ shape, of, changes }) => [shape, of, changes])).toEqual([
    [2, 0, []],
    [3, 0, ['moved']],
    [4, 1, ['turned 30.0°']],
    [5, 0, ['scaled 0.5', 'other triangles']],
    [7, 1, ['mirrored']],
  ])
  expect(found.map(({ triangles }) => triangles[0] / triangles[1])).toEqual([1, 1, 1, 4, 1])
})

it('finds the same whatever the order, and as many as all pairs would', async () => {
  const random = new Random(SEED)
  const kinds = Array.from({ length: 12 }, () => [1, 1 + 2 * random.uniform(), 1 + 3 * random.uniform()] as const)
  const meshes = Array.from({ length: 60 }, (_, i) => {
    const [x, y, z] = kinds[i % 12]
    return mapMesh(mapMesh(bumpySphere(120), scaling(x, y, z)), turning([0, 1, 0], 3 * random.uniform()))
  })
  const order = random.shuffle([...meshes.keys()])
  const found = await search(order.map((i) => meshes[i]))
  expect(found, `seed ${SEED}`).toHaveLength(48)
  for (const { shape, of } of found) expect(order[shape] % 12).toBe(order[of] % 12)
})
