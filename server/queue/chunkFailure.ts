import { ERRORS } from '../../shared/errorTable.js'
import { RecordedError, toShapekinError, type ShapekinError } from '../../shared/errors.js'

/**
 * Prints why a worker gave up a chunk as text, because BullMQ keeps only a text of a failure: `output.diskFull: The
 * disk is full ...`. It is read by the program that asked, and by people who look at the queue.
 */
export function printFailure(cause: unknown): string {
  const { code, message } = toShapekinError(cause)
  return `${code}: ${message}`
}

/** Reads what printFailure printed; undefined where the text is from BullMQ itself. */
export function parseFailure(text: string): ShapekinError | undefined {
  const [, code, message] = /^([\w.]+): ([^]*)$/.exec(text) ?? []
  return code in ERRORS ? new RecordedError({ code, message }) : undefined
}
