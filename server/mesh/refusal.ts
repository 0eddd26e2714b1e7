import { toShapekinError } from '../../shared/errors.js'
import type { ErrorCode } from '../../shared/errorTable.js'

/** Why there is no mesh: a code of the error table, and its message. */
export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
}

/** The result, or the reason why there is none. */
export type OrRefused<T> = T | { readonly refused: Refusal }

/** What was thrown, as the reason why there is no mesh. */
export function refusalOf(cause: unknown): Refusal {
  const { code, message } = toShapekinError(cause)
  return { code, message }
}
