import type { ErrorCode } from '../../shared/errorTable.js'
import type { Refusal } from '../mesh/refusal.js'
import type { Up } from '../mesh/upInFile.js'
import type { LibraryRoot } from './rootRows.js'
import type { SqlFile, SqlValue } from './sqlFile.js'

/** A file of a library, as it is to be kept. */
export interface KeptFile {
  readonly root: number
  /** Its id: prefix of the root, and the way below it. */
  readonly name: string
  /** The way below the root as the system has it. */
  readonly way: Buffer
  readonly class: string
  /** Size and times when it was read; '' = look again next time. */
  readonly stamp: string
  /** Number of its content, or why there is none. */
  readonly content: number | Refusal
}

/** What is known of a file before it is looked at. */
export interface KnownFile {
  readonly id: number
  readonly stamp: string
  /** Undefined = it could not be read, or what it holds was read in another way or is of a space that is not in use. */
  readonly content: number | undefined
}

/** The files of a root, by name. @param upOf what points up in them, by their names */
export function knownFiles(
  sql: SqlFile,
  { id, split }: LibraryRoot,
  space: number,
  upOf: (name: string) => Up,
): Map<string, KnownFile> {
  const rows = sql
    .prepare<[string, number, string, number | null, Up | null]>(
      `SELECT f.name, f.id, f.stamp, c.id, c.up FROM file f
       LEFT JOIN content c ON c.id = f.content AND c.space = ? AND c.split = ? WHERE f.root = ?`,
    )
    .all(space, split, id)
  return new Map(
    rows.map(([name, file, stamp, content, up]) => {
      const isSo = content !== null && up === upOf(name)
      return [name, { id: file, stamp, content: isSo ? content : undefined }]
    }),
  )
}

/** Another text when files or what they hold have changed; what becomes known beside them changes nothing. */
export const filesVersion = (sql: SqlFile): string =>
  sql.prepare<SqlValue[]>('SELECT count(*), max(id), sum(content), sum(id * content) FROM file').all().join()

/** Writes files; one that is there is replaced. */
export class FileWriter {
  private readonly insert
  private readonly move
  private readonly drop

  constructor(sql: SqlFile) {
    this.insert = sql.prepare(
      `INSERT INTO file (root, name, way, class, stamp, content, code, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET root = excluded.root, way = excluded.way, class = excluded.class,
       stamp = excluded.stamp, content = excluded.content, code = excluded.code, message = excluded.message`,
    )
    this.move = sql.prepare('UPDATE file SET name = ?, root = ? WHERE id = ?')
    this.drop = sql.prepare('DELETE FROM file WHERE id = ?')
  }

  /** @param moved number of the file that this one was before, under another name */
  put({ root, name, way, class: label, stamp, content }: KeptFile, moved?: number): void {
    if (moved !== undefined) this.move.run(name, root, moved)
    const [known, code, message]: [number | null, ErrorCode | null, string | null] =
      typeof content === 'number' ? [content, null, null] : [null, content.code, content.message]
    this.insert.run(root, name, way, label, stamp, known, code, message)
  }

  remove(id: number): void {
    this.drop.run(id)
  }
}
