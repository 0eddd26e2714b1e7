import { ERRORS } from '../../shared/errorTable.js'
import { RecordedError, toShapekinError, type ShapekinError } from '../../shared/errors.js'

/**
 * Why a worker gave a chunk up, as the one text that BullMQ keeps of a failure: `output.diskFull: The disk is full ...`. It is
 * read by whoever asked, and by people who look at the queue.
 */
export function printFailure(cause: unknown): string {
  const { code, message } = toShapekinError(cause)
  return `${code}: ${message}`
}

/** The failure again; undefined where the text is BullMQ's own. */
export function parseFailure(text: string): ShapekinError | undefined {
  const [, code, message] = /^([\w.]+): ([^]*)$/.exec(text) ?? []
  return code in ERRORS ? new RecordedError({ code, message }) : undefined
}
