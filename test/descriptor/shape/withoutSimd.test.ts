import { expect, it, vi } from 'vitest'
import { shapeDescriptor } from '../../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import { mapMesh, scaling } from '../../support/changeMesh.js'
import { bumpySphere, cube } from '../../support/meshes.js'

it('gives the same numbers, bit for bit, where WebAssembly has no SIMD', async () => {
  const meshes = [cube(), mapMesh(cube(), scaling(2, 0.1, 3)), bumpySphere(500), bumpySphere(20_000)].map(checkMesh)
  const numbers = (describe: typeof shapeDescriptor) =>
    meshes.flatMap((mesh) => (['none', 'y'] as const).map((up) => describe(mesh, up)))
  const byKernel = numbers(shapeDescriptor)
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
  vi.resetModules()
  const plain = await import('../../../server/descriptor/shape/shapeDescriptor.js')
  const { shapeKernel } = await import('../../../server/descriptor/shape/kernel/shapeKernel.js')
  expect(shapeKernel()).toBeUndefined()
  expect(numbers(plain.shapeDescriptor)).toEqual(byKernel)
})
