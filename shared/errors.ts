import { ERRORS, type ErrorCode } from './errorTable.js'
import { fillSentence, type SentenceValues } from './fillSentence.js'

export type ErrorValues = SentenceValues

/** A failure with a code of the table; its message is the sentence and the remedy with the values filled in. */
export class ShapekinError extends Error {
  override readonly name = 'ShapekinError'
  constructor(
    readonly code: ErrorCode,
    readonly values: ErrorValues = {},
    options?: ErrorOptions,
  ) {
    super(`${fillSentence(ERRORS[code].sentence, values)} ${fillSentence(ERRORS[code].remedy, values)}`, options)
  }
}

/** A failure that was stored as data: its code and its finished message, unchanged. */
export class RecordedError extends ShapekinError {
  constructor({ code, message }: { readonly code: string; readonly message: string }) {
    super(code in ERRORS ? (code as ErrorCode) : 'internal')
    this.message = message
  }
}

/**
 * Whether the failure lies in the environment (a full disk, a Redis that is gone). It then concerns every shape, and
 * must not be stored as the refusal of one.
 */
export const isOfNoShape = (code: ErrorCode): boolean => /^(output|queue)\./.test(code)

/**
 * Turns anything thrown into a ShapekinError: an abort becomes `cancelled`, a full disk gets its own code, unknown
 * errors become `internal`.
 */
export function toShapekinError(cause: unknown): ShapekinError {
  if (cause instanceof ShapekinError) return cause
  if (!(cause instanceof Error)) return new ShapekinError('internal', { reason: String(cause) })
  if (cause.name === 'AbortError') return new ShapekinError('cancelled', {}, { cause })
  const { code, path } = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ShapekinError('output.diskFull', { path: path ?? 'a file' }, { cause })
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new ShapekinError('output.notWritable', { path: path ?? 'a file', reason: code }, { cause })
  return new ShapekinError('internal', { reason: cause.message }, { cause })
}
