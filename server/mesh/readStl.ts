import { plainText } from './plainText.js'
import type { Mesh } from './mesh.js'
import type { MeshPart } from './meshParts.js'
import { isExactBinaryStl, readBinaryStl } from './readBinaryStl.js'
import { readTextStl, splitTextStl } from './readTextStl.js'

/** Enough to tell text from numbers, and to find the first triangle of a text behind its name. */
const SNIFFED_BYTES = 1024
const SEARCHED_BYTES = 65_536

/**
 * Reads an STL file, binary or text. Binary files begin with "solid", too, and texts hold control characters: the size decides
 * first, then the words.
 *
 * @throws as readBinaryStl and readTextStl
 */
export function readStl(bytes: Uint8Array): Mesh {
  const found = textOf(bytes)
  return found ? readTextStl(found.text, found.isWide) : readBinaryStl(bytes)
}

/** The solids of an STL file, if it is a text; a binary one is one shape. @throws as readStl */
export function splitStl(bytes: Uint8Array): MeshPart[] {
  const found = textOf(bytes)
  return found ? splitTextStl(found.text) : []
}

/** One byte a letter; undefined = it is binary. */
function textOf(bytes: Uint8Array): { text: Uint8Array; isWide: boolean } | undefined {
  if (isExactBinaryStl(bytes)) return undefined
  const { text, isWide } = plainText(bytes)
  return isWide || looksLikeText(text) || namesFacets(text) ? { text, isWide } : undefined
}

/** No control characters but blanks and line ends. The numbers of a binary file are full of them. */
const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, SNIFFED_BYTES).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))

/** Letters of a text in a binary file's name do not come to this. */
function namesFacets({ buffer, byteOffset, length }: Uint8Array): boolean {
  const beginning = Buffer.from(buffer, byteOffset, Math.min(length, SEARCHED_BYTES)).toString('latin1')
  return /(^|[\s\0])facet\s/i.test(beginning) && /\svertex[\s\d.+-]/i.test(beginning)
}
