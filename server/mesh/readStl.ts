import { plainText } from './plainText.js'
import type { Mesh } from './mesh.js'
import type { MeshPart } from './meshParts.js'
import { isExactBinaryStl, readBinaryStl } from './readBinaryStl.js'
import { readTextStl, splitTextStl } from './readTextStl.js'

/** Bytes that suffice to tell text from numbers, and to find the first triangle of a text after its name. */
const SNIFFED_BYTES = 1024
const SEARCHED_BYTES = 65_536

/**
 * Reads an STL file, binary or text. Some binary files begin with "solid", too, and some texts hold control
 * characters, so the size decides first, and then the words.
 *
 * @throws as readBinaryStl and readTextStl
 */
export function readStl(bytes: Uint8Array): Mesh {
  const found = textOf(bytes)
  return found ? readTextStl(found.text, found.isWide) : readBinaryStl(bytes)
}

/** Splits a text STL into its solids; a binary file is one shape. @throws as readStl */
export function splitStl(bytes: Uint8Array): MeshPart[] {
  const found = textOf(bytes)
  return found ? splitTextStl(found.text) : []
}

/** The text with one byte a character; undefined for a binary file. */
function textOf(bytes: Uint8Array): { text: Uint8Array; isWide: boolean } | undefined {
  if (isExactBinaryStl(bytes)) return undefined
  const { text, isWide } = plainText(bytes)
  return isWide || looksLikeText(text) || namesFacets(text) ? { text, isWide } : undefined
}

/** Whether there are no control characters except blanks and line ends. The numbers of a binary file contain many. */
const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, SNIFFED_BYTES).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))

/** Whether the text holds the words of a facet, which the name in a binary file's header would not. */
function namesFacets({ buffer, byteOffset, length }: Uint8Array): boolean {
  const beginning = Buffer.from(buffer, byteOffset, Math.min(length, SEARCHED_BYTES)).toString('latin1')
  return /(^|[\s\0])facet\s/i.test(beginning) && /\svertex[\s\d.+-]/i.test(beginning)
}
