import { describe, expect, it } from 'vitest'
import { glb, GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { gltfVariants } from '../support/gltfVariants.js'
import { cube } from '../support/meshes.js'
import { outcomeOf } from '../support/outcomeOf.js'

const outcome = (bytes: Uint8Array): Promise<string> => outcomeOf(bytes, 'gltf')

type Json = Record<string, Record<string, unknown>[]>

/** A cube whose description was changed. */
function changed(change: (json: Json & { scene?: number }) => void, isCut = false): Buffer {
  const builder = new GltfBuilder()
  const json = builder.json({ meshes: [{ primitives: [primitiveOf(builder, cube())] }], nodes: [{ mesh: 0 }, {}] })
  change(json as Json)
  return glb(json, isCut ? builder.content().subarray(0, 50) : builder.content())
}

const good = changed(() => undefined)
const header = (offset: number, value: number): Buffer => {
  const bytes = Buffer.from(good)
  bytes.writeUInt32LE(value, offset)
  return bytes
}
const instances = (count: number) => (json: Json) => {
  json.accessors.push({ componentType: 5126, type: 'VEC3', count })
  json.nodes[0].extensions = { EXT_mesh_gpu_instancing: { attributes: { TRANSLATION: 2 } } }
}

describe('a malformed glTF', () => {
  it.each<[string, Buffer, string]>([
    ['as it should be', good, '12 triangles'],
    ['empty', Buffer.alloc(0), 'mesh.empty'],
    ['ten bytes', good.subarray(0, 10), 'mesh.truncated: The file ends at Byte 10, before the header of 12 bytes'],
    ['only its header', header(8, 12).subarray(0, 12), 'mesh.truncated'],
    ['cut in its JSON', good.subarray(0, 100), 'mesh.truncated: The file ends at Byte 100'],
    ['cut in its numbers', good.subarray(0, good.length - 4), 'mesh.truncated: The file ends at Byte'],
    ['glTF 1.0', header(4, 1), 'mesh.unsupported: The header needs glTF 1, which is not read'],
    ['a chunk of 4 GB', header(12, 2 ** 32 - 4), 'mesh.truncated'],
    ['no JSON chunk', header(16, 0), 'mesh.invalid: Byte 12: the first chunk is not JSON'],
    ['text that is no JSON', Buffer.from('{"asset":{"version":"2.0"},'), 'mesh.syntax: Byte 0'],
    [
      'noise',
      Buffer.from([0x57, 0xf3, 0x1b, 0x5b, 0x32, 0x4a]),
      'mesh.syntax: Byte 0: found the bytes 57 f3 1b 5b instead of `glTF` or the `{` of a text',
    ],
    ['an OBJ', Buffer.from('v 0 0 0\n'), 'mesh.syntax'],
    ['a list', Buffer.from('[]'), 'mesh.invalid: The JSON: object is expected'],
    ['a million brackets', Buffer.from('['.repeat(1e6)), 'mesh.syntax'],
    ['nothing shown', changed((json) => (json.scenes = [{}])), 'mesh.empty'],
    ['nothing in it', Buffer.from('{"asset":{"version":"2.0"}}'), 'mesh.empty'],
    [
      'asset 1.0',
      changed((json) => Object.assign(json, { asset: { version: '1.0' } })),
      'mesh.unsupported: asset.version',
    ],
    [
      'glTF 1.0, which has objects where 2.0 has lists',
      Buffer.from(
        '{"asset":{"version":"1.0"},"buffers":{"data":{"byteLength":4}},"scene":"main","scenes":{"main":{}}}',
      ),
      'mesh.unsupported: asset.version',
    ],
    ['a scene that is not there', changed((json) => (json.scene = 7)), 'mesh.invalid: scene: there is no scene 7'],
    [
      'a node that is not there',
      changed((json) => (json.scenes = [{ nodes: [9] }])),
      'mesh.invalid: scenes[0]: there is no node 9',
    ],
    ['a child that is not there', changed((json) => (json.nodes[0].children = [9])), 'mesh.invalid: nodes[0].children'],
    [
      'a node below itself',
      changed((json) => (json.nodes[0].children = [0])),
      'mesh.invalid: nodes[0]: it hangs below itself',
    ],
    [
      'nodes in a circle',
      changed((json) => {
        json.nodes[0].children = [1]
        json.nodes[1].children = [0]
      }),
      'mesh.invalid: nodes[0]: it hangs below itself',
    ],
    [
      'a node below two',
      changed((json) => {
        json.nodes.push({ children: [0] }, { children: [0] })
      }),
      'mesh.invalid: nodes[0]: it hangs below node 2 and node 3',
    ],
    [
      'a mesh that is not there',
      changed((json) => (json.nodes[0].mesh = 3)),
      'mesh.invalid: nodes[0].mesh: there is no mesh 3',
    ],
    ['a mesh of minus one', changed((json) => (json.nodes[0].mesh = -1)), 'mesh.invalid: nodes[0].mesh: at least 0'],
    ['a mesh of a half', changed((json) => (json.nodes[0].mesh = 0.5)), 'mesh.invalid: nodes[0].mesh: a whole number'],
    ['a skin that is not there', changed((json) => (json.nodes[0].skin = 0)), 'mesh.invalid: nodes[0].skin'],
    [
      'a matrix of 15',
      changed((json) => (json.nodes[0].matrix = Array.from({ length: 15 }, () => 1))),
      'mesh.invalid: nodes[0].matrix',
    ],
    [
      'an infinite place',
      glb(JSON.parse('{"asset":{"version":"2.0"},"nodes":[{"translation":[1e999,0,0]}]}')),
      'mesh.invalid: nodes[0].translation[0]',
    ],
    [
      'a place beyond float32',
      changed((json) => (json.nodes[0].translation = [1e39, 0, 0])),
      'mesh.nonFinite: Vertex 0 of meshes[0].primitives[0]',
    ],
    ['no size', changed((json) => (json.nodes[0].scale = [0, 0, 0])), 'mesh.noExtent'],
    [
      'an accessor that is not there',
      changed((json) => Object.assign((json.meshes[0].primitives as Json[])[0], { indices: 9 })),
      'mesh.invalid: meshes[0].primitives[0].indices: there is no accessor 9',
    ],
    [
      'positions of two numbers',
      changed((json) => (json.accessors[0].type = 'VEC2')),
      'mesh.invalid: meshes[0].primitives[0].POSITION: 2 numbers',
    ],
    [
      'indices of three numbers',
      changed((json) => Object.assign(json.accessors[1], { type: 'VEC3', count: 12 })),
      'mesh.invalid: meshes[0].primitives[0].indices: 3 numbers',
    ],
    [
      'an unknown type',
      changed((json) => (json.accessors[0].componentType = 5124)),
      'mesh.invalid: accessors[0].componentType',
    ],
    [
      'one vertex too few',
      changed((json) => (json.accessors[0].count = 7)),
      'mesh.indexRange: meshes[0].primitives[0] names vertex 7, but there are 7',
    ],
    [
      'one vertex too many',
      changed((json) => (json.accessors[0].count = 9)),
      'mesh.invalid: accessors[0]: it ends at byte 108 of bufferViews[0], which has 96',
    ],
    ['2^53 vertices', changed((json) => (json.accessors[0].count = 2 ** 53 - 1)), 'mesh.tooLarge'],
    [
      '100 million vertices of nothing',
      changed((json) => (json.accessors[0] = { componentType: 5126, type: 'VEC3', count: 1e8 })),
      'mesh.tooLarge',
    ],
    [
      'a view that is not there',
      changed((json) => (json.accessors[0].bufferView = 7)),
      'mesh.invalid: accessors[0]: there is no buffer view 7',
    ],
    [
      'a view beyond its buffer',
      changed((json) => (json.bufferViews[0].byteLength = 1e6)),
      'mesh.invalid: bufferViews[0]: it ends at byte 1000000 of buffers[0]',
    ],
    [
      'a view that begins beyond it',
      changed((json) => (json.bufferViews[0].byteOffset = 2 ** 40)),
      'mesh.invalid: bufferViews[0]',
    ],
    [
      'a buffer that is not there',
      changed((json) => (json.bufferViews[0].buffer = 1)),
      'mesh.invalid: bufferViews[0]: there is no buffer 1',
    ],
    [
      'a buffer that is shorter',
      changed(() => undefined, true),
      'mesh.truncated: The file ends at byte 52 of buffers[0], before its 168 bytes',
    ],
    [
      'a buffer that lies elsewhere',
      changed((json) => (json.buffers[0].uri = 'a.bin')),
      'mesh.invalid: buffers[0]: its content lies in another file, a.bin',
    ],
    ['a data URI without a comma', changed((json) => (json.buffers[0].uri = 'data:what')), 'mesh.invalid: buffers[0]'],
    [
      'a data URI that is cut',
      changed((json) => (json.buffers[0].uri = 'data:;base64,AAAA')),
      'mesh.truncated: The file ends at byte 3 of buffers[0]',
    ],
    ['a stride of 1', changed((json) => (json.bufferViews[0].byteStride = 1)), '12 triangles'],
    [
      'a sparse index beyond the end',
      changed(
        (json) =>
          (json.accessors[0].sparse = {
            count: 1,
            indices: { bufferView: 1, componentType: 5125 },
            values: { bufferView: 0 },
          }),
      ),
      'mesh.invalid: accessors[0].sparse.indices: it names element 131072, but there are 8',
    ],
    [
      'more sparse values than elements',
      changed(
        (json) =>
          (json.accessors[0].sparse = {
            count: 9,
            indices: { bufferView: 1, componentType: 5121 },
            values: { bufferView: 0 },
          }),
      ),
      'mesh.invalid: accessors[0].sparse: it replaces 9 of 8',
    ],
    [
      'an extension nobody knows',
      changed((json) => Object.assign(json, { extensionsRequired: ['ACME_voxels'] })),
      'mesh.unsupported: extensionsRequired needs ACME_voxels',
    ],
    [
      'an extension of materials',
      changed((json) => Object.assign(json, { extensionsRequired: ['KHR_materials_unlit', 'KHR_texture_basisu'] })),
      '12 triangles',
    ],
    ['three instances', changed(instances(3)), '36 triangles'],
    ['a million instances', changed(instances(1e6)), 'mesh.tooLarge: The mesh has 12000000 triangles'],
    [
      'Draco content that is none',
      changed((json) =>
        Object.assign((json.meshes[0].primitives as Json[])[0], {
          extensions: { KHR_draco_mesh_compression: { bufferView: 0, attributes: { POSITION: 0 } } },
        }),
      ),
      'mesh.undecodable: meshes[0].primitives[0] can not be decoded: it does not begin as Draco',
    ],
    [
      'meshopt content that is none',
      changed(
        (json) =>
          (json.bufferViews[0].extensions = {
            EXT_meshopt_compression: { buffer: 0, byteLength: 96, byteStride: 12, count: 8, mode: 'ATTRIBUTES' },
          }),
      ),
      'mesh.undecodable: accessors[0] can not be decoded: Malformed buffer data',
    ],
    [
      'meshopt content of 10^9 elements',
      changed(
        (json) =>
          (json.bufferViews[0].extensions = {
            EXT_meshopt_compression: { buffer: 0, byteLength: 96, byteStride: 12, count: 1e9, mode: 'ATTRIBUTES' },
          }),
      ),
      'mesh.tooLarge',
    ],
  ])('%s', async (_, bytes, expected) => expect((await outcome(bytes)).slice(0, expected.length)).toBe(expected))

  it('with ten thousand accessors of the same large view is refused before it is decoded', async () => {
    const bytes = changed((json) => {
      for (let i = 0; i < 10_000; i++) json.accessors.push({ componentType: 5126, type: 'VEC3', count: 1e5 })
      const [first] = json.meshes[0].primitives as Json[]
      json.meshes[0].primitives = json.accessors.map((_, i) => ({ ...first, attributes: { POSITION: i } }))
    })
    expect(await outcome(bytes)).toContain('mesh.tooLarge')
  })

  it('with a Draco stream that declares 10^9 triangles is refused before it is decoded', async () => {
    const { bytes } = (await gltfVariants()).find(({ name }) => name === 'draco-edgebreaker') ?? {
      bytes: Buffer.alloc(0),
    }
    const at = bytes.indexOf('DRACO')
    // Behind the header of 11 bytes and the kind of walk stand vertices and triangles, 7 bits a byte.
    let triangles = at + 12
    while (bytes[triangles] >= 128) triangles++
    triangles++
    const huge = Buffer.from(bytes)
    Buffer.of(0x80, 0x94, 0xeb, 0xdc, 0x03).copy(huge, triangles)
    expect(await outcome(huge)).toContain('mesh.tooLarge: The mesh has 1000000000 triangles')
    expect(await outcome(bytes)).toBe('256 triangles')
  })
})
