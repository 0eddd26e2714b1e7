import { ShapekinError } from '../../shared/errors.js'
import { outputError } from '../system/writeWhole.js'

/** Result codes of SQLite, https://sqlite.org/rescode.html */
const BUSY = 5
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26
/** Mask of the primary result code; the upper bits of an extended code add detail. */
const PRIMARY = 0xff
/**
 * Code for each message: what the driver (@photostructure/sqlite 1.2.1) throws while it iterates has SQLite's words
 * and no code.
 */
const CODE_OF: Readonly<Record<string, number>> = {
  'database disk image is malformed': CORRUPT,
  'disk I/O error': IOERR,
  'database is locked': BUSY,
}

/** Turns an error of SQLite into one of the error table. */
export function catalogError(path: string, cause: unknown): ShapekinError {
  if (cause instanceof ShapekinError) return cause
  const { message, errcode = CODE_OF[message] ?? 0 } = cause as { errcode?: number; message: string }
  const refusal = (code: 'catalog.busy' | 'catalog.foreign' | 'catalog.damaged' | 'catalog.failed') =>
    new ShapekinError(code, { path, reason: message }, { cause })
  switch (errcode & PRIMARY) {
    case BUSY:
      return refusal('catalog.busy')
    case NOTADB:
      return refusal('catalog.foreign')
    case CORRUPT:
      return refusal('catalog.damaged')
    case FULL:
      return outputError(path, Object.assign(new Error(message, { cause }), { code: 'ENOSPC' }))
    case READONLY:
    case CANTOPEN:
    case IOERR:
      return outputError(path, cause instanceof Error ? new Error(message, { cause }) : cause)
    default:
      return refusal('catalog.failed')
  }
}
