import type { Random } from '../../shared/random.js'

/**
 * A file with one to four things gone wrong: bytes changed, numbers of its text changed, parts lost, doubled or
 * exchanged, its end cut off.
 */
export function mutateBytes(original: Uint8Array, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(original)
  const below = (limit: number) => random.below(Math.max(1, limit))
  for (let left = 1 + below(4); left > 0; left--) {
    const at = below(bytes.length)
    const end = Math.min(bytes.length, at + 1 + below(64))
    switch (below(6)) {
      case 0:
        bytes[at] = below(256)
        break
      case 1:
        bytes[at] ^= 1 << below(8)
        break
      case 2:
        bytes = changeNumber(bytes, at, NUMBERS[below(NUMBERS.length)])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)])
        break
      default:
        if (below(4) === 0) bytes = bytes.subarray(0, at)
        else
          bytes.writeUIntLE(
            below(2 ** 16) * (below(2) === 0 ? 1 : 2 ** 16),
            Math.min(at, Math.max(0, bytes.length - 6)),
            Math.min(6, bytes.length),
          )
    }
    if (bytes.length < 8) return bytes
  }
  return bytes
}

const NUMBERS = [
  '0',
  '-1',
  '1',
  '3',
  '255',
  '65536',
  '4294967296',
  '9007199254740992',
  '1e99',
  '1.5',
  'nan',
  '""',
  'null',
]

/** The first number that is written in digits from `at` on, changed without regard for its length. */
function changeNumber(bytes: Buffer, at: number, number: string): Buffer {
  let start = at
  while (start < bytes.length && !isDigit(bytes[start])) start++
  let end = start
  while (end < bytes.length && isDigit(bytes[end])) end++
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(number), bytes.subarray(end)])
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57
