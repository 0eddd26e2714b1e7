import { ShapekinError } from '../../../shared/errors.js'
import { readCoordinate } from '../readCoordinate.js'
import { WordScanner } from '../wordScanner.js'
import type { PlyType } from './plyHeader.js'

/** The numbers of a PLY file, one after another, however they are written. */
export interface PlyNumbers {
  /** NaN for what is no finite number. @throws `mesh.truncated`, `mesh.syntax` */
  read(type: PlyType): number
  /** Of the number that was read last, for an error sentence. */
  place(): string
  /** How many bytes are left, and how many of them a number takes at least. */
  left(): number
  least(type: PlyType): number
  /** Bytes behind the last number that are more than blanks. */
  tail(): number
}

/** In words of a text; where its lines end does not matter. */
export class TextNumbers implements PlyNumbers {
  private readonly scanner: WordScanner
  constructor(
    private readonly bytes: Uint8Array,
    start: number,
  ) {
    this.scanner = new WordScanner(bytes)
    this.scanner.reread(start)
  }

  read(): number {
    const { scanner } = this
    if (!scanner.next()) throw scanner.fault('a number')
    return readCoordinate(scanner)
  }

  place(): string {
    return this.scanner.place()
  }

  left(): number {
    return this.bytes.length - this.scanner.end
  }

  /** A digit and a blank, but for the last. */
  least(): number {
    return 2
  }

  tail(): number {
    return this.scanner.next() ? this.bytes.length - this.scanner.start : 0
  }
}

export class BinaryNumbers implements PlyNumbers {
  private readonly view: DataView
  private last: number
  constructor(
    bytes: Uint8Array,
    private at: number,
    private readonly isLittle: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.last = at
  }

  read({ bytes, kind }: PlyType): number {
    const { view, at, isLittle } = this
    if (at + bytes > view.byteLength)
      throw new ShapekinError('mesh.truncated', { place: `Byte ${view.byteLength}`, expected: 'all numbers are there' })
    this.last = at
    this.at = at + bytes
    if (kind === 'float') {
      const value = bytes === 4 ? view.getFloat32(at, isLittle) : view.getFloat64(at, isLittle)
      return Number.isFinite(Math.fround(value)) ? value : NaN
    }
    if (kind === 'uint')
      return bytes === 1 ? view.getUint8(at) : bytes === 2 ? view.getUint16(at, isLittle) : view.getUint32(at, isLittle)
    return bytes === 1 ? view.getInt8(at) : bytes === 2 ? view.getInt16(at, isLittle) : view.getInt32(at, isLittle)
  }

  place(): string {
    return `Byte ${this.last}`
  }

  left(): number {
    return this.view.byteLength - this.at
  }

  least({ bytes }: PlyType): number {
    return bytes
  }

  tail(): number {
    return this.left()
  }
}
