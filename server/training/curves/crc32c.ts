/** Castagnoli's polynomial with its bits reversed; `zlib.crc32` uses another polynomial. */
const POLYNOMIAL = 0x82f63b78

/** (256) remainder of each byte. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? POLYNOMIAL : 0)
  return remainder
})

/** CRC-32C of bytes (RFC 3720, appendix B.4), 0 ... 2^32 - 1. */
export const crc32c = (bytes: Uint8Array): number =>
  (bytes.reduce((crc, byte) => (crc >>> 8) ^ REMAINDERS[(crc ^ byte) & 255], 0xffffffff) ^ 0xffffffff) >>> 0
