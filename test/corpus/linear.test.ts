import { describe, it } from 'vitest'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { expectLinear } from '../support/expectLinear.js'
import { glb } from '../support/gltfFiles.js'
import { modelXml, objectXml, offOf, packageOf, plyOf, PRISM, type Solid } from '../support/polygonFiles.js'
import { processorTime } from '../support/processorTime.js'
import { GLTF, GLTF_CONTENT, STL_TEXT } from './goodFiles.js'

/** A row of prisms: all that a format counts grows with it. */
const prisms = (count: number): Solid => ({
  vertices: Array.from({ length: count }, (_, i) => PRISM.vertices.map(([x, y, z]) => [x + 3 * i, y, z])).flat(),
  faces: Array.from({ length: count }, (_, i) =>
    PRISM.faces.map((face) => face.map((corner) => corner + 12 * i)),
  ).flat(),
})
const obj = ({ vertices, faces }: Solid) =>
  [
    ...vertices.map((vertex) => `v ${vertex.join(' ')}`),
    ...faces.map((face) => `f ${face.map((corner) => corner + 1).join(' ')}`),
  ].join('\n')
const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join('')
const facets = STL_TEXT.slice(STL_TEXT.indexOf('\n') + 1, STL_TEXT.indexOf('endsolid'))
const TRIANGLE = 'v 0 0 0\nv 1 0 0\nv 0 1 0\n'
const PLY = plyOf(PRISM).toString('latin1')
const node = (i: number, count: number) => ({
  ...(i === 0 ? { mesh: 0 } : {}),
  ...(i + 1 < count ? { children: [i + 1] } : {}),
})

/** What grows, and a file of which there is `count` of it; the counts take some 20 ms. */
const CASES: readonly (readonly [string, MeshFormat, number, (count: number) => Uint8Array])[] = [
  ['facets', 'stl', 3_000, (count) => Buffer.from(`solid a\n${facets.repeat(count)}endsolid`)],
  ['solids', 'stl', 20_000, (count) => Buffer.from('solid a\nendsolid\n'.repeat(count) + STL_TEXT)],
  [
    'the length of a name',
    'stl',
    2_000_000,
    (count) => Buffer.from(`solid ${'facet '.repeat(count)}\n${facets}endsolid`),
  ],
  ['faces', 'obj', 1_200, (count) => Buffer.from(obj(prisms(count)))],
  ['objects', 'obj', 100_000, (count) => Buffer.from(`${TRIANGLE}${many(count, (i) => `o ${i}\n`)}f 1 2 3\n`)],
  ['joined lines', 'obj', 500_000, (count) => Buffer.from(`${TRIANGLE}f 1 ${'\\\n'.repeat(count)}2 3\n`)],
  ['faces', 'ply', 1_200, (count) => plyOf(prisms(count))],
  ['bytes of faces', 'ply', 1_200, (count) => plyOf(prisms(count), { format: 'binary_big_endian' })],
  ['elements', 'ply', 10_000, (count) => Buffer.from(PLY.replace('element vertex', `${many(count, (i) => `element e${i} 0\n`)}element vertex`))], // prettier-ignore
  ['faces', 'off', 1_200, (count) => offOf(prisms(count))],
  ['nodes', 'gltf', 5_000, (count) => glb({ ...GLTF, nodes: Array.from({ length: count }, () => ({ mesh: 0 })), scenes: [{ nodes: Array.from({ length: count }, (_, i) => i) }] }, GLTF_CONTENT)], // prettier-ignore
  ['nodes below each other', 'gltf', 5_000, (count) => glb({ ...GLTF, nodes: Array.from({ length: count }, (_, i) => node(i, count)), scenes: [{ nodes: [0] }] }, GLTF_CONTENT)], // prettier-ignore
  ['triangles', 'threeMf', 400, (count) => packageOf(modelXml(`<resources>${many(count, (i) => objectXml(PRISM, i + 1))}</resources><build>${many(count, (i) => `<item objectid="${i + 1}"/>`)}</build>`))], // prettier-ignore
  ['components', 'threeMf', 2_000, (count) => packageOf(modelXml(`<resources>${objectXml(PRISM, 1)}<object id="2"><components>${many(count, () => '<component objectid="1"/>')}</components></object></resources><build><item objectid="2"/></build>`))], // prettier-ignore
]

const costOf = (bytes: Uint8Array, format: MeshFormat) =>
  processorTime(() => Promise.resolve(parseMesh(bytes, format)).catch(() => undefined))

describe('reading four times as many', () => {
  it.each(CASES)('%s of %s takes about four times as long', async (_, format, count, make) => {
    const [one, four] = [make(count / 2), make(2 * count)]
    await costOf(make(100), format) // what is loaded and compiled once
    await expectLinear((bytes) => costOf(bytes, format), one, four)
  })
})
