import { ShapekinError } from '../../shared/errors.js'
import { MAX_NUMBER_LENGTH } from './limits.js'

const LF = 10
const CR = 13
const BLANK = 32
const BACKSLASH = 92
const LOWER = 32
/** Enough of a wrong word to recognize it in an error sentence. */
const QUOTED_CHARACTERS = 32

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** Length of a UTF-8 byte order mark at the start, if any. */
const markLength = (bytes: Uint8Array): number => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0)

/**
 * Walks over the words of a text held as bytes, in one pass and without making strings.
 * Every byte up to 32 separates words; LF, CR LF and CR alone end a line; a backslash before
 * a line end joins two lines when words are asked for, not when a line is left: a name may well end in a backslash.
 */
export class WordScanner {
  /** First byte of the current word, and one past its last. */
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
      if (byte === LF || byte === CR) break
      const joined = byte === BACKSLASH ? this.lineEndLength(at + 1) : 0
      if (joined > 0) at += joined
      else if (byte > BLANK) break
    }
    this.start = at
    while (at < bytes.length && bytes[at] > BLANK && !(bytes[at] === BACKSLASH && this.lineEndLength(at + 1) > 0)) at++
    this.at = this.end = at
    return at > this.start
  }

  /** Leaves the rest of this line, whatever it holds; false at the end of the text. */
  endLine(): boolean {
    const { bytes } = this
    let at = this.at
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
    this.at = this.start = this.end = at + this.lineEndLength(at)
    return this.at < bytes.length
  }

  /** Whether no word is left, in this line or after it. */
  isAtEnd(): boolean {
    return this.start >= this.bytes.length
  }

  /** Whether the current word is `word` (lower case), in whatever case. */
  is(word: string): boolean {
    if (this.end - this.start !== word.length) return false
    for (let i = 0; i < word.length; i++) {
      const byte = this.bytes[this.start + i]
      const lower = byte >= 65 && byte <= 90 ? byte | LOWER : byte
      if (lower !== word.charCodeAt(i)) return false
    }
    return true
  }

  /** Whether the current word is a decimal number such as `-1.5e-3`; says nothing about its size. */
  isNumber(): boolean {
    const { bytes, end } = this
    if (end - this.start > MAX_NUMBER_LENGTH) return false
    let at = this.start
    if (bytes[at] === 43 || bytes[at] === 45) at++
    const mantissa = at
    let digits = 0
    for (; at < end && isDigit(bytes[at]); at++) digits++
    if (at < end && bytes[at] === 46) for (at++; at < end && isDigit(bytes[at]); at++) digits++
    if (digits === 0 || at === mantissa) return false
    if (at < end && (bytes[at] | LOWER) === 101) {
      at++
      if (bytes[at] === 43 || bytes[at] === 45) at++
      if (at >= end) return false
      while (at < end && isDigit(bytes[at])) at++
    }
    return at === end
  }

  /** Whether the current word, a number, is finite as float32. Only an exponent or many digits can make it infinite. */
  isFiniteNumber(): boolean {
    const { bytes, start, end } = this
    let mayOverflow = end - start > 30
    for (let at = start; at < end && !mayOverflow; at++) mayOverflow = (bytes[at] | LOWER) === 101
    return !mayOverflow || Number.isFinite(Math.fround(Number(this.word())))
  }

  word(): string {
    return String.fromCharCode(...this.bytes.subarray(this.start, Math.min(this.end, this.start + MAX_NUMBER_LENGTH)))
  }

  /** Where the current word stands, for an error sentence. */
  place(): string {
    return `Line ${lineOf(this.bytes, this.start)}`
  }

  /** The error for a current word that should have been `expected`; at the end of the text, for a file cut short. */
  fault(expected: string): ShapekinError {
    if (this.isAtEnd()) return new ShapekinError('mesh.truncated', { place: this.place(), expected })
    const shown = this.word()
      .slice(0, QUOTED_CHARACTERS)
      .replace(/[^\x21-\x7e]/g, '?')
    return new ShapekinError('mesh.syntax', { place: this.place(), found: shown || 'the end of the line', expected })
  }

  private lineEndLength(at: number): number {
    if (this.bytes[at] === LF) return 1
    if (this.bytes[at] === CR) return this.bytes[at + 1] === LF ? 2 : 1
    return 0
  }
}

/** Number of the line, from 1, that the byte stands in. A second pass, taken only when something is wrong. */
function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let at = 0; at < offset; at++) if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++
  return line
}
