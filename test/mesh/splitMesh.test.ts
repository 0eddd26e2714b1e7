import { describe, expect, it } from 'vitest'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { fileOfShape } from '../../server/mesh/formats.js'
import type { MeshPart } from '../../server/mesh/meshParts.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { splitMesh } from '../../server/mesh/splitMesh.js'
import { GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { cube } from '../support/meshes.js'
import { modelXml, objectXml, packageOf, PRISM, PRISM_AREA, PRISM_VOLUME } from '../support/polygonFiles.js'
import { surfaceOf, volumeOf } from '../support/surfaceOf.js'

/** `wheel 12 24.0`: name, triangles, area, or the code of its refusal. */
const line = ({ name, shape }: MeshPart): string => {
  if ('refused' in shape) return `${name}: ${shape.refused.code}`
  const { triangles, area } = surfaceOf(shape)
  return `${name}: ${triangles} ${Number(area.toFixed(3))}`
}
const linesOf = async (content: string | Uint8Array, format: MeshFormat) =>
  (await splitMesh(Buffer.from(content as string), format)).map(line)

const vertices = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 3 0 0\nv 3 2 0\nv 1 0.1 0\n'

describe('the shapes of an OBJ file', () => {
  it('are its objects, however often they go on', async () => {
    const text = `${vertices}o left one\nf 1 2 3\no right\ng ignored\nf 1 2 3 4\no left one\nf 1 3 4\no empty\n`
    expect(await linesOf(text, 'obj')).toEqual(['left one: 2 1', 'right: 2 1'])
  })

  it('are its groups where it has one object', async () => {
    const text = `${vertices}o all\nf 1 2 3\ng wheel\nf 1 2 3 4\ng\nf 1 3 4\ng räder\r\nf 1 2 3 4\n`
    expect(await linesOf(text, 'obj')).toEqual(['group 1: 2 1', 'wheel: 2 1', 'räder: 2 1'])
  })

  it('keep their concave polygons, and those that can not be are refused alone', async () => {
    const text = `${vertices}o flat\nf 1 1 1\no arrow\nf 1 2 3 4\nf 1 5 6 7\no quad\nf 1 2 3 4\n`
    expect(await linesOf(text, 'obj')).toEqual(['flat: mesh.noExtent', 'arrow: 4 3.15', 'quad: 2 1'])
  })

  it('are one without a name where there are no two', async () => {
    expect(await linesOf(`${vertices}o one\ng one\nf 1 2 3\n`, 'obj')).toEqual([': 1 0.5'])
  })

  it('have all of its triangles, moved to around the origin one by one', async () => {
    const far = (x: number) => `v ${x} 0 0\nv ${x + 0.01} 0 0\nv ${x} 0.01 0\n`
    const text = `o a\n${far(448262.13)}f -3 -2 -1\no b\n${far(5411932.67)}f -3 -2 -1\n`
    expect(await linesOf(text, 'obj')).toEqual(['a: 1 0', 'b: 1 0'])
    for (const { shape } of await splitMesh(Buffer.from(text), 'obj'))
      expect('positions' in shape && surfaceOf(shape).area).toBeCloseTo(5e-5, 9)
  })
})

describe('the shapes of other files', () => {
  const facet = (size: number) =>
    `facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex ${size} 0 0\nvertex 0 1 0\nendloop\nendfacet\n`

  it('are the solids of a text STL, those of one name apart', async () => {
    const text = `solid peg\n${facet(2)}endsolid peg\nsolid\n${facet(4)}${facet(4)}endsolid\nsolid peg\n${facet(6)}endsolid peg\n`
    expect(await linesOf(text, 'stl')).toEqual(['peg: 1 1', 'solid 2: 2 4', 'peg (2): 1 3'])
  })

  it('are the nodes of a glTF scene, each where it stands', async () => {
    const builder = new GltfBuilder()
    const meshes = [{ name: 'block', primitives: [primitiveOf(builder, cube())] }]
    const shifts = builder.accessor(Float32Array.of(0, 0, 0, 5, 0, 0), 'VEC3')
    const nodes = [
      { name: 'small', mesh: 0, scale: [0.5, 0.5, 0.5], children: [1] },
      { mesh: 0, scale: [1, 1, 2] },
      { name: 'empty' },
      { name: 'many', mesh: 0, extensions: { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: shifts } } } },
    ]
    const bytes = builder.glb({ meshes, nodes })
    expect(await linesOf(bytes, 'gltf')).toEqual(['small: 12 6', 'block: 12 10', 'many: 12 24'])
    expect(surfaceOf(await parseMesh(bytes, 'gltf'))).toMatchObject({ triangles: 48, area: 6 + 10 + 48 })
  })

  it('are the items on the plate of a 3MF', async () => {
    const items =
      '<item objectid="1"/><item objectid="2" transform="2 0 0 0 2 0 0 0 2 9 9 9"/><item objectid="1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/>'
    const bytes = packageOf(
      modelXml(`<resources>${objectXml(PRISM, 1, 'ell')}${objectXml(PRISM, 2)}</resources><build>${items}</build>`),
    )
    expect(await linesOf(bytes, 'threeMf')).toEqual([
      `ell: 20 ${PRISM_AREA}`,
      `item 2: 20 ${4 * PRISM_AREA}`,
      `ell (2): 20 ${PRISM_AREA}`,
    ])
    const volumes = (await splitMesh(bytes, 'threeMf')).map(({ shape }) =>
      'positions' in shape ? volumeOf(checkMesh(shape)) : 0,
    )
    for (const [i, factor] of [1, 8, 1].entries()) expect(volumes[i]).toBeCloseTo(factor * PRISM_VOLUME, 4)
  })

  it('are one where the format has no others', async () => {
    expect(await linesOf('OFF 3 1\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n', 'off')).toEqual([': 1 0.5'])
  })

  it('never have one name, even where one is called as another would be', async () => {
    const text = ['a', 'a (2)', 'a', 'a'].map((name) => `solid ${name}\n${facet(2)}endsolid\n`).join('')
    expect(await linesOf(text, 'stl')).toEqual(['a: 1 1', 'a (2): 1 1', 'a (3): 1 1', 'a (4): 1 1'])
  })
})

it('the file of a shape is what stands before its name', () => {
  expect(['car.obj#wheel.001', 'a#1/car.glb#a/b.obj#c', 'car.obj', 'c#.txt#x'].map(fileOfShape)).toEqual([
    'car.obj',
    'a#1/car.glb',
    'car.obj',
    'c#.txt#x',
  ])
})
