import { GltfBuilder } from '../support/gltfFiles.js'
import { gltfVariants, pebble } from '../support/gltfVariants.js'
import { modelXml, packageOf, type Solid } from '../support/polygonFiles.js'
import { boxOf, surfaceOf } from '../support/surfaceOf.js'
import { BLOCK, inTriangles, type FormatRow } from './formatRow.js'

/** Variants of gltfVariants in words; each is a row, so that a new one has to be told. */
const GLTF_FEATURES: Readonly<Record<string, string>> = {
  indices: 'GLB, corners of 16 bits',
  'data-uri.gltf': '`.gltf` with its numbers as a data URI',
  'external.gltf': '`.gltf` with its numbers in a file below its folder',
  'no-indices': 'no list of corners',
  'long-indices': 'corners of 32 bits',
  'short-indices': 'corners of 8 bits',
  interleaved: 'interleaved numbers',
  'two-primitives': 'several primitives in a mesh',
  'nested-nodes': 'nodes in nodes, matrices',
  'mirrored-node': 'mirrored nodes',
  'sheared-node': 'shear, of a turned node in a stretched one',
  'shared-mesh': 'a mesh below several nodes',
  'hidden-nodes': '`KHR_node_visibility`: what is hidden is left out',
  instancing: '`EXT_mesh_gpu_instancing`',
  quantized: '`KHR_mesh_quantization`',
  sparse: 'sparse numbers',
  morphed: 'morph targets, as they are set',
  skinned: 'skins, as they are posed',
  'points-beside': 'points and lines beside surfaces: left out',
  'filled-with-nul': 'a text that is filled up with NUL',
  'foreign-extensions': 'extensions that it requires and that say nothing of shape',
  'draco-edgebreaker': '`KHR_draco_mesh_compression`, edgebreaker',
  'draco-sequential': '`KHR_draco_mesh_compression`, sequential',
  meshopt: '`EXT_meshopt_compression`',
  'meshopt-filtered': '`EXT_meshopt_compression` with filters',
}

const mesh = pebble()
const { triangles, area } = surfaceOf(mesh)
const PEBBLE = { triangles, area, box: boxOf(mesh) }

function pointsAlone(): Buffer {
  const builder = new GltfBuilder()
  const attributes = { POSITION: builder.accessor(Float32Array.of(0, 0, 0, 1, 2, 3), 'VEC3') }
  return builder.glb({ meshes: [{ primitives: [{ mode: 0, attributes }] }], nodes: [{ mesh: 0 }] })
}

export const gltfRows = async (): Promise<FormatRow[]> => [
  ...(await gltfVariants()).map(({ name, bytes, files, rounding, blender, copies }): FormatRow => ({
    format: 'glTF',
    feature: GLTF_FEATURES[name] ?? name,
    name: name.endsWith('.gltf') ? name : `${name}.glb`,
    bytes,
    rounding,
    ...(copies === 1 ? { written: { from: 'its mesh', surface: PEBBLE } } : {}),
    ...(files ? { files } : {}),
    ...(blender ? { blender } : {}),
  })),
  {
    format: 'glTF',
    feature: 'points and lines alone',
    name: 'points.glb',
    bytes: pointsAlone(),
    refused: 'mesh.empty',
  },
  {
    format: 'glTF',
    feature: 'glTF 1.0',
    name: 'one.gltf',
    bytes: Buffer.from('{"asset":{"version":"1.0"}}'),
    refused: 'mesh.unsupported',
  },
]

const objectOf = ({ vertices, faces }: Solid, id: number): string =>
  `<object id="${id}" type="model"><mesh><vertices>${vertices
    .map(([x, y, z]) => `<vertex x="${x}" y="${y}" z="${z}"/>`)
    .join('')}</vertices><triangles>${faces
    .map(([a, b, c]) => `<triangle v1="${a}" v2="${b}" v3="${c}"/>`)
    .join('')}</triangles></mesh></object>`

const SOLID = inTriangles(BLOCK)
const resources = (more = '') => `<resources>${objectOf(SOLID, 1)}${more}</resources>`
const build = (...items: string[]) => `<build>${items.map((item) => `<item objectid=${item}/>`).join('')}</build>`
/** The two parts that every package has, as strict readers want them. */
const PARTS = {
  '[Content_Types].xml':
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>',
  '_rels/.rels': relationTo('/3D/3dmodel.model'),
}

function relationTo(part: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="${part}" Id="r" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>`
}

const threeMf = (
  feature: string,
  name: string,
  model: string,
  parts: Readonly<Record<string, string>> = {},
): FormatRow => ({
  format: '3MF',
  feature,
  name: `${name}.3mf`,
  bytes: packageOf(model, { ...PARTS, ...parts }),
})
const inUnit = (unit: string) => modelXml(resources() + build('"1"'), `unit="${unit}"`)
const component = (place: string) =>
  `<object id="2" type="model"><components><component ${place}/></components></object>`
const TURNED = 'transform="0 1 0 -1 0 0 0 0 1 5 6 7"'

export const THREE_MF_ROWS: readonly FormatRow[] = [
  threeMf('a build item', 'item', inUnit('millimeter')),
  ...['micron', 'centimeter', 'inch', 'foot', 'meter'].map((unit) =>
    threeMf(`unit ${unit}, read as millimetres`, unit, inUnit(unit)),
  ),
  threeMf('build items, moved and turned', 'items', modelXml(resources() + build('"1"', `"1" ${TURNED}`))),
  threeMf(
    'mirrored items, turned right side out',
    'mirrored',
    modelXml(resources() + build('"1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"')),
  ),
  threeMf(
    'components in components',
    'components',
    modelXml(
      resources(
        `${component(`objectid="1" ${TURNED}`)}<object id="3" type="model"><components><component objectid="2"/><component objectid="2" ${TURNED}/></components></object>`,
      ) + build('"3"'),
    ),
  ),
  threeMf(
    'objects in parts of their own (production extension)',
    'parts',
    modelXml(
      `<resources>${component('objectid="1" p:path="/3D/Objects/a.model"')}</resources>${build('"2"')}`,
      'unit="millimeter" requiredextensions="p"',
    ),
    {
      '3D/Objects/a.model': modelXml(resources() + '<build/>'),
      '3D/_rels/3dmodel.model.rels': relationTo('/3D/Objects/a.model'),
    },
  ),
  {
    format: '3MF',
    feature: 'beam lattices',
    name: 'beams.3mf',
    bytes: packageOf(
      modelXml(
        resources() + build('"1"'),
        'unit="millimeter" requiredextensions="b" xmlns:b="http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02"',
      ),
    ),
    refused: 'mesh.unsupported',
  },
]
