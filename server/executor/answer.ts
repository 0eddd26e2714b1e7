import type { ErrorCode } from '../../shared/errorTable.js'
import { ShapekinError, toShapekinError, type ErrorValues } from '../../shared/errors.js'

/**
 * What comes back from a thread or process. An error would lose its code when it is sent, so a refusal is sent as
 * data.
 */
export type Answer<Result> =
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly values: ErrorValues }

/** Does the work, and packs its result or what it threw. */
export async function answer<Result>(work: () => Result | Promise<Result>): Promise<Answer<Result>> {
  try {
    return { type: 'done', result: await work() }
  } catch (cause) {
    const { code, values } = toShapekinError(cause)
    return { type: 'refused', code, values }
  }
}

/** Unpacks an answer. @throws ShapekinError as the work did on the other side */
export function resultOf<Result>(answer: Answer<Result>): Result {
  if (answer.type === 'refused') throw new ShapekinError(answer.code, answer.values)
  return answer.result
}
