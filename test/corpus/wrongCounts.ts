import { glb } from '../support/gltfFiles.js'
import { OF_THE_WHOLE, replaceNth, type BadFile } from './badFile.js'
import { GLTF, GLTF_CONTENT, GOOD_FILES } from './goodFiles.js'

/** What a count becomes: [words, change]. */
const CHANGES: readonly (readonly [string, (count: number) => number])[] = [
  ['one less than there are', (count) => count - 1],
  ['one more than there are', (count) => count + 1],
  ['minus one', () => -1],
  ['2^31', () => 2 ** 31],
  ['10^15', () => 1e15],
]

const good = (name: string) => GOOD_FILES.find((file) => file.name === name)?.bytes ?? Buffer.alloc(0)

/** What lies behind the last face is passed over, and said. */
const PASSED_OVER = /^\d+ triangles, \d+ bytes after the last triangle passed over$/
const ANY_FAULT = new RegExp(`${OF_THE_WHOLE.source}|^mesh\\.\\w+: .*(line|byte) \\d`, 'i')

function inText(name: string, format: 'ply' | 'off', what: readonly (readonly [string, RegExp, number])[]): BadFile[] {
  const text = good(name).toString('latin1')
  return what.flatMap(([field, pattern, nth]) =>
    CHANGES.map(([words, change]) => ({
      name: `${name}: ${field}, ${words}`,
      format,
      bytes: Buffer.from(
        replaceNth(text, pattern, nth, (found) => found.replace(/-?\d+/, (count) => String(change(Number(count))))),
        'latin1',
      ),
      says: new RegExp(
        `${ANY_FAULT.source}|${field === 'faces' && words.startsWith('one less') ? PASSED_OVER.source : '^$'}`,
        'i',
      ),
    })),
  )
}

type Json = Record<string, Record<string, unknown>[]>

/** Fields of a glTF that count or place something, set to what no file can hold. */
function inGltf(): BadFile[] {
  const fields: readonly (readonly [string, string, number, string])[] = [
    ['accessors', 'count', 0, 'count of the positions'],
    ['accessors', 'count', 1, 'count of the indices'],
    ['accessors', 'byteOffset', 0, 'place of the positions'],
    ['accessors', 'byteOffset', 1, 'place of the indices'],
    ['bufferViews', 'byteLength', 0, 'bytes of the positions'],
    ['bufferViews', 'byteOffset', 1, 'place of the second view'],
    ['bufferViews', 'byteStride', 0, 'stride'],
    ['buffers', 'byteLength', 0, 'bytes of the buffer'],
  ]
  const values = [-1, 0.5, 2 ** 31, 2 ** 53, 1e300, '7', null, []]
  return fields.flatMap(([list, field, nth, words]) =>
    values.map((value) => {
      const json = structuredClone(GLTF) as Json
      json[list][nth][field] = value
      return { name: `GLB: ${words} ${JSON.stringify(value)}`, format: 'gltf' as const, bytes: glb(json, GLTF_CONTENT) }
    }),
  )
}

function inHeaders(): BadFile[] {
  const at = (name: string, format: BadFile['format'], offset: number, values: readonly number[], field: string) =>
    values.map((value): BadFile => {
      const bytes = Buffer.from(good(name))
      bytes.writeUInt32LE(value, offset)
      return { name: `${name}: ${field} ${value}`, format, bytes, says: ANY_FAULT }
    })
  return [
    ...at('binary STL', 'stl', 80, [0, 1, 11, 13, 2 ** 31, 2 ** 32 - 1], 'triangles'),
    ...at('GLB', 'gltf', 12, [0, 3, 2 ** 31, 2 ** 32 - 1], 'length of the first chunk'),
    ...at('GLB', 'gltf', 0, [0, 2 ** 32 - 1], 'magic'),
  ]
}

/** Everything that a file counts, counted wrong. */
export const wrongCounts = (): BadFile[] => [
  ...inText('text PLY', 'ply', [
    ['vertices', /element vertex \d+/, 0],
    ['faces', /element face \d+/, 0],
    ['corners of the first face', /\n6 5/, 0],
  ]),
  ...inText('little-endian PLY', 'ply', [
    ['vertices', /element vertex \d+/, 0],
    ['faces', /element face \d+/, 0],
  ]),
  ...inText('OFF', 'off', [
    ['vertices', /\n12/, 0],
    ['faces', / 9 /, 0],
  ]), // a face of five corners with one number behind them has five corners and a color
  ...inGltf(),
  ...inHeaders(),
]
