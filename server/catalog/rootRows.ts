import type { SqlFile } from './sqlFile.js'

/** A folder of a library with all below it, or a single file. */
export interface LibraryRoot {
  readonly id: number
  /** Absolute. */
  readonly path: string
  /** What the ids of its files begin with; ends with `/` where it is not empty. */
  readonly prefix: string
  /** What points up in its files. */
  readonly up: Up
  readonly split: Split
}

type Up = 'none' | 'y' | 'z'
type Split = 'none' | 'auto'

/** In the order in which they were added. */
export const readRoots = (sql: SqlFile): LibraryRoot[] =>
  sql
    .prepare<[number, string, string, Up, Split]>('SELECT id, path, prefix, up, split FROM root ORDER BY id')
    .all()
    .map(([id, path, prefix, up, split]) => ({ id, path, prefix, up, split }))

/** Adds a root, or changes how the files of one that is there are read. */
export function keepRoot(sql: SqlFile, { path, prefix, up, split }: Omit<LibraryRoot, 'id'>): LibraryRoot {
  const keep = sql.prepare<[number, string]>(
    `INSERT INTO root (path, prefix, up, split) VALUES (?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET up = excluded.up, split = excluded.split
     RETURNING id, prefix`,
  )
  const [id, kept] = keep.first(path, prefix, up, split) ?? [0, prefix]
  return { id, path, prefix: kept, up, split }
}

/** Forgets a root and its files; what they held is still known, so that it needs not be described again. */
export const dropRoot = (sql: SqlFile, id: number): void => void sql.prepare('DELETE FROM root WHERE id = ?').run(id)
