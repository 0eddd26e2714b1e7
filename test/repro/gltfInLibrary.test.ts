import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listShapes } from '../../server/catalog/shapeRows.js'
import { GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { add, testCatalog } from '../support/keptLibrary.js'
import { cube } from '../support/meshes.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

it('a .gltf, which has no stamp, is added to a library, and read again for what lies beside it', async () => {
  const home = temporaryFolder()
  mkdirSync(join(home, 'kit'))
  const put = (size: number) => {
    const builder = new GltfBuilder()
    const { positions, triangles } = cube()
    const primitive = primitiveOf(builder, { positions: positions.map((value) => size * value), triangles })
    const scene = { meshes: [{ primitives: [primitive] }], nodes: [{ mesh: 0 }] }
    writeFileSync(join(home, 'kit/a.gltf'), JSON.stringify(builder.json(scene, { uri: 'a.bin' })))
    writeFileSync(join(home, 'kit/a.bin'), builder.content())
  }
  const sql = testCatalog(home)
  const sizes = () => listShapes(sql).shapes.map(({ facts }) => facts?.size)
  put(1)
  expect(await add(sql, [join(home, 'kit')])).toMatchObject({ described: 1, refused: [] })
  expect(sizes()).toEqual([[2, 2, 2]])
  expect(await add(sql, [join(home, 'kit')])).toMatchObject({ described: 0, known: 1 })
  put(3)
  expect(await add(sql, [join(home, 'kit')])).toMatchObject({ described: 1 })
  expect(sizes()).toEqual([[6, 6, 6]])
})
