import type { MeshFormat } from '../../server/mesh/formats.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { cube } from '../support/meshes.js'
import { modelXml, objectXml, offOf, packageOf, plyOf, PRISM } from '../support/polygonFiles.js'

/** A file as it should be, of which bad ones are made. */
export interface GoodFile {
  readonly name: string
  readonly format: MeshFormat
  readonly bytes: Buffer
  readonly triangles: number
}

const FACETS = Array.from(
  { length: 4 },
  (_, i) =>
    `facet normal 0 0 1\nouter loop\nvertex ${i} 0 0\nvertex ${i + 1} 0 ${i}\nvertex ${i} 1 0.5\nendloop\nendfacet\n`,
)
export const STL_TEXT = `solid part\n${FACETS.join('')}endsolid part\n`

export const COMPONENTS = '<object id="2"><components><component objectid="1"/></components></object>'
export const MODEL = modelXml(
  `<resources>${objectXml(PRISM, 1)}${COMPONENTS}</resources><build><item objectid="2"/></build>`,
)

const builder = new GltfBuilder()
export const GLTF = builder.json({ meshes: [{ primitives: [primitiveOf(builder, cube())] }], nodes: [{ mesh: 0 }] })
export const GLTF_CONTENT = builder.content()

export const GOOD_FILES: readonly GoodFile[] = [
  { name: 'text STL', format: 'stl', bytes: Buffer.from(STL_TEXT), triangles: 4 },
  { name: 'binary STL', format: 'stl', bytes: Buffer.from(writeStl(cube())), triangles: 12 },
  { name: 'OBJ', format: 'obj', bytes: Buffer.from(writeObj(cube(), 'cube')), triangles: 12 },
  { name: 'text PLY', format: 'ply', bytes: plyOf(PRISM), triangles: 20 },
  { name: 'PLY with more than it needs', format: 'ply', bytes: plyOf(PRISM, { isRich: true }), triangles: 20 },
  { name: 'little-endian PLY', format: 'ply', bytes: plyOf(PRISM, { format: 'binary_little_endian' }), triangles: 20 },
  {
    name: 'big-endian PLY',
    format: 'ply',
    bytes: plyOf(PRISM, { format: 'binary_big_endian', isRich: true, coordinate: 'double' }),
    triangles: 20,
  },
  { name: 'OFF', format: 'off', bytes: offOf(PRISM), triangles: 20 },
  { name: 'COFF', format: 'off', bytes: offOf(PRISM, { head: 'COFF ', vertexTail: ' 1 0 0 1' }), triangles: 20 },
  { name: 'GLB', format: 'gltf', bytes: builder.glb(GLTF), triangles: 12 },
  { name: '3MF', format: 'threeMf', bytes: packageOf(MODEL, {}, 0), triangles: 20 },
]
