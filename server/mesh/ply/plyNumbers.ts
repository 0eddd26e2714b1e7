import { ShapekinError } from '../../../shared/errors.js'
import { readCoordinate } from '../readCoordinate.js'
import { WordScanner } from '../wordScanner.js'
import type { PlyType } from './plyHeader.js'

/** Reads the numbers of a PLY file one after another, in text or binary form. */
export interface PlyNumbers {
  /**
   * Starts a new row: a vertex, a face or another element.
   * @throws `mesh.syntax` where the last row should have had a line of its own
   */
  beginRow(): void
  /** Reads a number; NaN where it is not finite. @throws `mesh.truncated`, `mesh.syntax` */
  read(type: PlyType): number
  /** Place of the number read last, for an error. */
  place(): string
  /** Number of bytes that are left, and the least number of bytes that a number of this type takes. */
  left(): number
  least(type: PlyType): number
  /** Number of bytes after the last number; 0 where a text ends with blanks. */
  tail(): number
}

/**
 * Reads numbers as words of a text. Rows may be broken over lines, and lines may hold several rows. But where the
 * first row has a line of its own, all rows must; otherwise a count is wrong, and coordinates would be read as
 * corners.
 */
export class TextNumbers implements PlyNumbers {
  private readonly scanner: WordScanner
  private rows = 0
  private hasLines = false
  constructor(
    private readonly bytes: Uint8Array,
    start: number,
  ) {
    this.scanner = new WordScanner(bytes)
    this.scanner.reread(start)
  }

  beginRow(): void {
    const { scanner } = this
    if (this.rows > 0 && !scanner.nextInLine()) this.hasLines ||= this.rows === 1
    else if (this.rows > 0) {
      if (this.hasLines) throw scanner.fault('the end of the line')
      scanner.reread(0)
    }
    this.rows++
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

  /** A digit and a blank; the last number needs no blank. */
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

  beginRow(): void {
    // Binary content has no lines.
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
    if (bytes === 8) return Number(kind === 'uint' ? view.getBigUint64(at, isLittle) : view.getBigInt64(at, isLittle))
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
