import { isUtf8 } from 'node:buffer'

/** Characters that a table or terminal would not show as they are, and text that looks like a byte as we write it. */
const UNSAFE = /\p{Cc}|\\x[0-9a-f]{2}/iu
const LONGEST_CHARACTER = 4

/**
 * The name of a file or folder as text. To the system, names are bytes. Bytes that are not valid UTF-8, and control
 * characters, are written as `\xE4`, and a backslash that would read like that as `\x5C`. So two names never give the
 * same text.
 */
export function readableName(name: Buffer): string {
  if (isUtf8(name)) {
    const text = name.toString('utf8')
    if (!UNSAFE.test(text)) return text
  }
  let text = ''
  for (let at = 0; at < name.length;) {
    const length = characterLength(name, at)
    const character = name.toString('utf8', at, at + length)
    const looksWritten = /^\\x[0-9a-f]{2}/i.test(name.toString('latin1', at, at + 4))
    text += length === 0 || looksWritten || UNSAFE.test(character) ? written(name[at]) : character
    at += Math.max(1, length)
  }
  return text
}

/** Like readableName, for a name that is text already. */
export const readable = (name: string): string => readableName(Buffer.from(name))

/** Bytes of the UTF-8 character that begins at `at`; 0 where none begins there. */
function characterLength(name: Buffer, at: number): number {
  for (let length = 1; length <= LONGEST_CHARACTER && at + length <= name.length; length++)
    if (isUtf8(name.subarray(at, at + length))) return length
  return 0
}

const written = (byte: number): string => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`
