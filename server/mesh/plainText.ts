const QUESTION_MARK = 63
/** Characters that suffice to tell text of two bytes a character from text of one. */
const SNIFFED_LETTERS = 16

/**
 * Brings a text to one byte a character. UTF-16, with or without a byte order mark, is converted; characters beyond
 * Latin-1 become question marks, which is harmless because they occur only in names. Other texts are returned as they
 * are.
 */
export function plainText(bytes: Uint8Array): { text: Uint8Array; isWide: boolean } {
  const low = lowByteOfLetters(bytes)
  if (low === undefined) return { text: bytes, isWide: false }
  const marked = bytes[1 - low] === 0 ? 0 : 2
  const text = new Uint8Array((bytes.length - marked) >> 1)
  for (let i = 0; i < text.length; i++) {
    const at = marked + 2 * i
    text[i] = bytes[at + 1 - low] === 0 ? bytes[at + low] : QUESTION_MARK
  }
  return { text, isWide: true }
}

/** Which byte of each pair holds the character, in a text of two bytes a character. */
function lowByteOfLetters(bytes: Uint8Array): 0 | 1 | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 0
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 1
  if (bytes.length < 2 * SNIFFED_LETTERS) return undefined
  const are = (offset: number, test: (byte: number) => boolean) =>
    Array.from({ length: SNIFFED_LETTERS }, (_, i) => bytes[2 * i + offset]).every(test)
  for (const low of [0, 1] as const)
    if (are(low, (byte) => byte !== 0) && are(1 - low, (byte) => byte === 0)) return low
  return undefined
}
