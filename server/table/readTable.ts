import { readFile, stat } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'
import { parseTable } from './parseTable.js'
import type { Table } from './table.js'

/** One string of V8 holds no more; 100,000 rows of 128 numbers take half of it. */
const MAX_TABLE_BYTES = 500 * 2 ** 20

/**
 * Reads a TSV file: a table of ours, or one of other origin with columns `uuid`, `obj_name`, `hist`.
 *
 * @throws `input.notFound`, `input.unreadable`, `table.*`
 */
export async function readTable(path: string): Promise<Table> {
  return parseTable(await readText(path), path)
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > MAX_TABLE_BYTES) throw new ShapekinError('table.tooLarge', { path, size, limit: MAX_TABLE_BYTES })
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof ShapekinError) throw cause
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ShapekinError('input.notFound', { path }, { cause })
    throw new ShapekinError('input.unreadable', { path, reason: code }, { cause })
  }
}
