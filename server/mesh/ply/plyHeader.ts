import { ShapekinError } from '../../../shared/errors.js'

/** Bytes and kind of each type of number, by its old and new names. Those of 64 bits are meshio's own. */
const TYPES = {
  char: { bytes: 1, kind: 'int' },
  int8: { bytes: 1, kind: 'int' },
  uchar: { bytes: 1, kind: 'uint' },
  uint8: { bytes: 1, kind: 'uint' },
  short: { bytes: 2, kind: 'int' },
  int16: { bytes: 2, kind: 'int' },
  ushort: { bytes: 2, kind: 'uint' },
  uint16: { bytes: 2, kind: 'uint' },
  int: { bytes: 4, kind: 'int' },
  int32: { bytes: 4, kind: 'int' },
  uint: { bytes: 4, kind: 'uint' },
  uint32: { bytes: 4, kind: 'uint' },
  int64: { bytes: 8, kind: 'int' },
  uint64: { bytes: 8, kind: 'uint' },
  float: { bytes: 4, kind: 'float' },
  float32: { bytes: 4, kind: 'float' },
  double: { bytes: 8, kind: 'float' },
  float64: { bytes: 8, kind: 'float' },
} as const

export type PlyType = (typeof TYPES)[keyof typeof TYPES]

/** A property of an element: a number, or a list of numbers after their count. */
export interface PlyProperty {
  readonly name: string
  readonly type: PlyType
  /** Type of the list's count; undefined = the property is a single number. */
  readonly list?: PlyType
}

export interface PlyElement {
  readonly name: string
  readonly count: number
  readonly properties: readonly PlyProperty[]
}

export interface PlyHeader {
  readonly format: 'ascii' | 'binary_little_endian' | 'binary_big_endian'
  /** In the order of the file. */
  readonly elements: readonly PlyElement[]
  /** Offset at which the content begins. */
  readonly end: number
}

const LF = 10
const CR = 13
/** The longest header seen has 5 kB, most of it comments. */
const MAX_HEADER_BYTES = 2 ** 20
const FORMATS = ['ascii', 'binary_little_endian', 'binary_big_endian'] as const

/**
 * Reads the header of a PLY file. All its lines end as the first one does: with LF, CR LF or CR.
 *
 * @throws `mesh.empty`, `mesh.syntax`, `mesh.truncated`, naming the line
 */
export function readPlyHeader(bytes: Uint8Array): PlyHeader {
  if (bytes.length === 0) throw new ShapekinError('mesh.empty')
  const lines = new HeaderLines(bytes)
  const first = lines.next() ?? ''
  if (
    first
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .trim()
      .toLowerCase() !== 'ply'
  )
    throw lines.fault(first, 'ply')
  let format: PlyHeader['format'] | undefined
  const elements: (PlyElement & { properties: PlyProperty[] })[] = []
  for (let line = lines.next(); ; line = lines.next()) {
    if (line === undefined)
      throw new ShapekinError('mesh.truncated', { place: `Line ${lines.number}`, expected: 'end_header' })
    const [word = '', ...words] = line.trim().split(/\s+/)
    switch (word.toLowerCase()) {
      case 'end_header':
        if (format === undefined) throw lines.fault(word, 'format')
        return { format, elements, end: lines.at }
      case 'format':
        format = FORMATS.find((name) => name === words[0]?.toLowerCase())
        if (format === undefined) throw lines.fault(words[0], FORMATS.join(' or '))
        break
      case 'element': {
        const count = Number(words[1])
        if (!/^\d+$/.test(words[1] ?? '') || !Number.isSafeInteger(count))
          throw lines.fault(words[1], 'how many there are')
        elements.push({ name: words[0].toLowerCase(), count, properties: [] })
        break
      }
      case 'property':
        if (elements.length === 0) throw lines.fault(word, 'element')
        elements[elements.length - 1].properties.push(propertyOf(words, lines))
        break
      case '':
      case 'comment':
      case 'obj_info':
        break
      default:
        throw lines.fault(word, 'element, property, comment or end_header')
    }
  }
}

function propertyOf(words: readonly string[], lines: HeaderLines): PlyProperty {
  const typeOf = (word: string | undefined): PlyType => {
    const type = TYPES[(word ?? '').toLowerCase() as keyof typeof TYPES] as PlyType | undefined
    if (!type) throw lines.fault(word, 'a type such as float or uchar')
    return type
  }
  const nameOf = (word: string | undefined): string => {
    if (!word) throw lines.fault(word, 'the name of a property')
    return word.toLowerCase()
  }
  if (words[0]?.toLowerCase() !== 'list') return { type: typeOf(words[0]), name: nameOf(words[1]) }
  const list = typeOf(words[1])
  if (list.kind === 'float') throw lines.fault(words[1], 'whole numbers that count')
  return { list, type: typeOf(words[2]), name: nameOf(words[3]) }
}

class HeaderLines {
  at = 0
  /** Number of the line read last, from 1. */
  number = 0
  private end: 'LF' | 'CR' | 'CR LF' | undefined

  constructor(private readonly bytes: Uint8Array) {}

  next(): string | undefined {
    const { bytes } = this
    const limit = Math.min(bytes.length, MAX_HEADER_BYTES)
    let end = this.at
    while (end < limit && bytes[end] !== LF && (bytes[end] !== CR || this.end === 'LF')) end++
    if (end >= limit) return undefined
    this.end ??= bytes[end] === LF ? 'LF' : bytes[end + 1] === LF ? 'CR LF' : 'CR'
    const line = String.fromCharCode(...bytes.subarray(this.at, Math.min(end, this.at + 4096)))
    this.number++
    // After a header whose lines end with CR alone, a first byte of 10 belongs to a number.
    this.at = end + (bytes[end] === CR && this.end === 'CR LF' && bytes[end + 1] === LF ? 2 : 1)
    return line
  }

  fault(found: string | undefined, expected: string): ShapekinError {
    const shown = (found ?? '').slice(0, 32).replace(/[^\x21-\x7e]/g, '?') || 'the end of the line'
    return new ShapekinError('mesh.syntax', { place: `Line ${Math.max(1, this.number)}`, found: shown, expected })
  }
}
