import { ShapekinError } from '../../shared/errors.js'
import { MAX_NUMBER_LENGTH } from './limits.js'

const TAB = 9
const LF = 10
const CR = 13
const BLANK = 32
const HASH = 35
const POINT = 46
const BACKSLASH = 92
const LOWER = 32
/** Characters of a wrong word that an error quotes: enough to recognize it. */
const QUOTED_CHARACTERS = 32

/** Most bytes of a name that are kept. */
const LONGEST_NAME = 256

/** Digits of a mantissa that a double holds exactly, and the powers of ten that it does. */
const EXACT_DIGITS = 15
const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** Length of a UTF-8 byte order mark at the start, if any. */
const markLength = (bytes: Uint8Array): number => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0)

/**
 * Walks over the words of a text held as bytes, in one pass and without making strings. Every byte up to 32 separates
 * words; LF, CR LF and CR alone end a line; a backslash before a line end, or before blanks and a line end, joins two
 * lines when words are read, but not when the rest of a line is skipped, because a name may end in a backslash. `#`
 * ends the words of a line, even in the middle of a word, except in `1.#INF` and the like.
 */
export class WordScanner {
  /** Offset of the first byte of the current word, and of the byte after its last. */
  start = 0
  end = 0
  private at: number

  constructor(readonly bytes: Uint8Array) {
    this.at = markLength(bytes)
  }

  /** Moves to the next word; false at the end of the text. */
  next(): boolean {
    while (!this.nextInLine()) if (!this.endLine()) return false
    return true
  }

  /** Moves to the next word of this line; false at its end. */
  nextInLine(): boolean {
    const { bytes } = this
    let at = this.at
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte === LF || byte === CR || byte === HASH) break
      const joined = byte === BACKSLASH ? this.joinedLength(at + 1) : 0
      if (joined > 0) at += joined
      else if (byte > BLANK) break
    }
    this.start = at
    while (at < bytes.length && bytes[at] > BLANK && !this.endsWord(at)) at++
    this.at = this.end = at
    return at > this.start
  }

  private endsWord(at: number): boolean {
    const { bytes } = this
    if (bytes[at] === HASH) return bytes[at - 1] !== POINT
    return bytes[at] === BACKSLASH && this.joinedLength(at + 1) > 0
  }

  /** Skips the rest of this line, whatever it holds; false at the end of the text. */
  endLine(): boolean {
    const { bytes } = this
    let at = this.at
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
    this.at = this.start = this.end = at + this.lineEndLength(at)
    return this.at < bytes.length
  }

  /** Whether no word is left, in this line or the following ones. */
  isAtEnd(): boolean {
    return this.start >= this.bytes.length
  }

  /** Whether the current word is `word` (lower case), in whatever case. */
  is(word: string): boolean {
    return this.end - this.start === word.length && this.startsWith(word)
  }

  /** Whether the current word begins with `word` (lower case), in whatever case. */
  startsWith(word: string): boolean {
    if (this.end - this.start < word.length) return false
    for (let i = 0; i < word.length; i++) {
      const byte = this.bytes[this.start + i]
      const lower = byte >= 65 && byte <= 90 ? byte | LOWER : byte
      if (lower !== word.charCodeAt(i)) return false
    }
    return true
  }

  /** Whether no other word stands before the current one in its line. */
  isFirstInLine(): boolean {
    const { bytes } = this
    let at = this.start - 1
    while (at >= 0 && bytes[at] <= BLANK && bytes[at] !== LF && bytes[at] !== CR) at--
    return at < 0 || bytes[at] === LF || bytes[at] === CR || at < markLength(bytes)
  }

  /** Goes back, so that the next word begins `letters` bytes after the start of the current one. */
  reread(letters: number): void {
    this.at = this.start + letters
  }

  /** The current word as a number; undefined if it is no decimal number such as `-1.5e-3`, Infinity if it is too large. */
  number(): number | undefined {
    const { bytes, start, end } = this
    if (end - start > MAX_NUMBER_LENGTH) return undefined
    let at = start
    const isNegative = bytes[at] === 45
    if (isNegative || bytes[at] === 43) at++
    let mantissa = 0
    let digits = 0
    let significant = 0
    let power = 0
    for (let behindPoint = false; at < end; at++) {
      const byte = bytes[at]
      if (byte === POINT && !behindPoint) behindPoint = true
      else if (isDigit(byte)) {
        mantissa = 10 * mantissa + byte - 48
        if (mantissa > 0) significant++
        if (behindPoint) power--
        digits++
      } else break
    }
    if (digits === 0) return undefined
    if (at < end) {
      // Fortran writes 1D0.
      if ((bytes[at] | LOWER) !== 101 && (bytes[at] | LOWER) !== 100) return undefined
      at++
      const isSmall = bytes[at] === 45
      if (isSmall || bytes[at] === 43) at++
      if (at >= end) return undefined
      let exponent = 0
      for (; at < end && isDigit(bytes[at]); at++) exponent = 10 * exponent + bytes[at] - 48
      if (at < end) return undefined
      power += isSmall ? -exponent : exponent
    }
    // Rounding once after an operation on two exact numbers gives the nearest double (Clinger, "How to read floating
    // point numbers accurately", 1990).
    if (significant > EXACT_DIGITS || Math.abs(power) >= EXACT_POWERS.length)
      return Number(this.word().replace(/d/i, 'e'))
    const size = power < 0 ? mantissa / EXACT_POWERS[-power] : mantissa * EXACT_POWERS[power]
    return isNegative ? -size : size
  }

  /**
   * The rest of the line after the current word, as UTF-8 without control characters. The scanner then stands after
   * it.
   */
  restOfLine(): string {
    const { bytes } = this
    let end = this.end
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + this.end, Math.min(end - this.end, LONGEST_NAME))
    this.at = end
    return text
      .toString('utf8')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
  }

  word(): string {
    return String.fromCharCode(...this.bytes.subarray(this.start, Math.min(this.end, this.start + MAX_NUMBER_LENGTH)))
  }

  /** Place of the current word, or of another offset, for an error. */
  place(offset = this.start): string {
    return `Line ${lineOf(this.bytes, offset)}`
  }

  /**
   * The error where the current word should have been `expected`; at the end of the text, the error of a truncated
   * file.
   */
  fault(expected: string): ShapekinError {
    if (this.isAtEnd()) return new ShapekinError('mesh.truncated', { place: this.place(), expected })
    const shown = this.word()
      .slice(0, QUOTED_CHARACTERS)
      .replace(/[^\x21-\x7e]/g, '?')
    return new ShapekinError('mesh.syntax', { place: this.place(), found: shown || 'the end of the line', expected })
  }

  /**
   * Number of bytes of the blanks and the line end from here on; 0 where something else comes before the line end.
   */
  private joinedLength(from: number): number {
    let at = from
    while (this.bytes[at] === BLANK || this.bytes[at] === TAB) at++
    const length = this.lineEndLength(at)
    return length === 0 ? 0 : at + length - from
  }

  private lineEndLength(at: number): number {
    if (this.bytes[at] === LF) return 1
    if (this.bytes[at] === CR) return this.bytes[at + 1] === LF ? 2 : 1
    return 0
  }
}

/** Number of the line, from 1, that holds a byte. It reads the text a second time, only when something is wrong. */
function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let at = 0; at < offset; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++
  return line
}
