import type { WordScanner } from './wordScanner.js'

/** What programs print in place of a number that is not finite. */
const NON_FINITE = /^[+-]?(nan|inf|1\.#)/i
const DECIMAL_COMMA = /^[+-]?\d*,\d/

/**
 * The current word as a coordinate; NaN for what programs print for non-finite numbers, and for numbers that float32
 * can not hold.
 *
 * @throws `mesh.syntax`, `mesh.truncated`
 */
export function readCoordinate(scanner: WordScanner): number {
  const value = scanner.number()
  if (value !== undefined) return Number.isFinite(Math.fround(value)) ? value : NaN
  if (NON_FINITE.test(scanner.word())) return NaN
  throw scanner.fault(
    DECIMAL_COMMA.test(scanner.word()) ? 'a coordinate with a point, not a comma, before its decimals' : 'a coordinate',
  )
}
