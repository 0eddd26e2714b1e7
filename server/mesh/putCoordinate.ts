import { ShapekinError } from '../../shared/errors.js'
import type { ByteSink } from './byteSink.js'
import type { WordScanner } from './wordScanner.js'

/** How programs print what is no number. */
const NON_FINITE = /^[+-]?(nan|inf|1\.#)/i

/**
 * Passes the current word on, which must be a finite number.
 *
 * @throws `mesh.nonFinite`, `mesh.syntax`, `mesh.truncated`
 */
export function putCoordinate(scanner: WordScanner, sink: ByteSink): void {
  const isNumber = scanner.isNumber()
  if (isNumber ? !scanner.isFiniteNumber() : NON_FINITE.test(scanner.word()))
    throw new ShapekinError('mesh.nonFinite', { place: scanner.place() })
  if (!isNumber) throw scanner.fault('a coordinate')
  sink.putWord(scanner.bytes, scanner.start, scanner.end)
}
