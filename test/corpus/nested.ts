import { glb } from '../support/gltfFiles.js'
import { modelXml, objectXml, packageOf, PRISM } from '../support/polygonFiles.js'
import { zipOf } from '../support/zipOf.js'
import type { BadFile } from './badFile.js'
import { GLTF, GLTF_CONTENT } from './goodFiles.js'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Nodes 0 ... count - 1, each below the one before it, the first below the last. */
function circleOfNodes(count: number): Buffer {
  const nodes = range(count).map((i) => ({ mesh: 0, children: [(i + 1) % count] }))
  return glb({ ...GLTF, nodes, scenes: [{ nodes: [0] }] }, GLTF_CONTENT)
}

const component = (id: number) => `<component objectid="${id}"/>`
const objectOf = (id: number, parts: readonly number[]) =>
  `<object id="${id}"><components>${parts.map(component).join('')}</components></object>`
const built = (objects: readonly string[], id: number) =>
  packageOf(modelXml(`<resources>${objects.join('')}</resources><build><item objectid="${id}"/></build>`))

/** Objects 1 ... count, each made of the next, the last of the first. */
const circleOfObjects = (count: number) =>
  built(
    range(count).map((i) => objectOf(i + 1, [((i + 1) % count) + 1])),
    1,
  )

/** 2^depth times the same prism. */
const doubledObjects = (depth: number) =>
  built([objectXml(PRISM, 1), ...range(depth).map((i) => objectOf(i + 2, [i + 1, i + 1]))], depth + 1)

const deepJson = (open: string, close: string, depth: number) =>
  Buffer.from(`{"asset":{"version":"2.0"},"extras":${open.repeat(depth)}1${close.repeat(depth)}}`)

const IN_3MF = '3D/3dmodel.model'

/** Circles, and what grows out of little: depth, copies of copies, archives in archives. */
export const nested = (): BadFile[] => [
  ...[1, 2, 3, 10, 1000].map((count): BadFile => ({
    name: `GLB: a circle of ${count} nodes`,
    format: 'gltf',
    bytes: circleOfNodes(count),
    says: /^mesh\.invalid: nodes\[\d+\]/,
  })),
  ...[1, 2, 3, 10, 1000].map((count): BadFile => ({
    name: `3MF: a circle of ${count} objects`,
    format: 'threeMf',
    bytes: circleOfObjects(count),
    says: /^mesh\.(invalid|tooLarge): .*/,
  })),
  ...[20, 40, 60].map((depth): BadFile => ({
    name: `3MF: 2^${depth} copies of a part`,
    format: 'threeMf',
    bytes: doubledObjects(depth),
    says: /^mesh\.(tooLarge|invalid): /,
  })),
  ...[1e3, 1e5, 1e6].map((depth): BadFile => ({
    name: `3MF: ${depth} elements in each other`,
    format: 'threeMf',
    bytes: packageOf(modelXml('<a>'.repeat(depth))),
    says: /^mesh\.invalid: .*nested deeper/,
  })),
  ...(
    [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const
  ).flatMap(([open, close]) =>
    [1e4, 1e6].map((depth): BadFile => ({
      name: `glTF: ${depth} times ${open} in what nobody reads`,
      format: 'gltf',
      bytes: deepJson(open, close, depth),
      says: /^mesh\.(empty|syntax|invalid)/,
    })),
  ),
  {
    name: '3MF: an entity of entities',
    format: 'threeMf',
    bytes: packageOf(
      `<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">${range(9)
        .map((i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
        .join('')}]><model unit="&j;" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"/>`,
    ),
    says: /^mesh\.invalid: /,
  },
  {
    name: '3MF: an entity that names a file',
    format: 'threeMf',
    bytes: packageOf('<?xml version="1.0"?><!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]><model>&x;</model>'),
    says: /^mesh\.invalid: /,
  },
  ...['', 'PK', 'PK\x05\x06', 'PK\x03\x04' + '\0'.repeat(100)].map((bytes): BadFile => ({
    name: `3MF: no archive, ${bytes.length} bytes`,
    format: 'threeMf',
    bytes: Buffer.from(bytes, 'latin1'),
    says: /^mesh\.(empty|truncated|undecodable|invalid|syntax)/,
  })),
  ...(
    [
      ['no model', [{ name: 'readme.txt', content: 'nothing' }]],
      ['a model of nothing', [{ name: IN_3MF, content: '' }]],
      ['a model that is encrypted', [{ name: IN_3MF, content: 'x', flags: 0x801 }]],
      ['a model packed in an unknown way', [{ name: IN_3MF, content: 'x', method: 99 }]],
      ['a model of another checksum', [{ name: IN_3MF, content: modelXml(''), crcSaid: 1 }]],
      ['a model that is a link', [{ name: IN_3MF, content: '/etc/hostname', mode: 0o120777 }]],
      ['a model that says 4 GB', [{ name: IN_3MF, content: modelXml(''), sizeSaid: 2 ** 32 - 2 }]],
      ['a model that says nothing', [{ name: IN_3MF, content: modelXml(''), sizeSaid: 0 }]],
      ['two models of one name', [1, 2].map(() => ({ name: IN_3MF, content: modelXml('') }))],
      ['20 MB of blanks in 20 kB', [{ name: IN_3MF, content: `<model>${' '.repeat(2e7)}</model>` }]],
    ] as const
  ).map(([words, files]): BadFile => ({
    name: `3MF: ${words}`,
    format: 'threeMf',
    bytes: zipOf(files),
    says: /^mesh\.\w+: /,
  })),
]
