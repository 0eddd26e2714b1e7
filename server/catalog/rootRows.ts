import { z } from 'zod'
import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import type { UpChoice } from '../../shared/schema/upChoice.js'
import { upByVotes, upInFile, type Up, type UpByFormat } from '../mesh/upInFile.js'
import type { SqlFile } from './sqlFile.js'

const Ups = z.record(z.string(), z.enum(['y', 'z']))

/** A folder of a library with all below it, or a single file. */
export interface LibraryRoot {
  readonly id: number
  /** Absolute. */
  readonly path: string
  /** Prefix of the ids of its files; ends with `/` unless it is empty. */
  readonly prefix: string
  /** Which axis points up in its files; auto = as was found for each format. */
  readonly up: UpChoice
  readonly ups: UpByFormat
  readonly split: SplitChoice
}

/** Which axis points up in a file of a root, or in a shape of one. */
export const upOfFile = ({ up, ups }: Pick<LibraryRoot, 'up' | 'ups'>, id: string): Up =>
  up === 'auto' ? upByVotes(id, ups) : upInFile(id, up)

/** In the order in which they were added. */
export const readRoots = (sql: SqlFile): LibraryRoot[] =>
  sql
    .prepare<[number, string, string, UpChoice, string, SplitChoice]>(
      'SELECT id, path, prefix, up, ups, split FROM root ORDER BY id',
    )
    .all()
    .map(([id, path, prefix, up, ups, split]) => ({ id, path, prefix, up, ups: Ups.parse(JSON.parse(ups)), split }))

/** Adds a root, or changes how the files of one that is there are read. */
export function keepRoot(sql: SqlFile, { path, prefix, up, ups, split }: Omit<LibraryRoot, 'id'>): LibraryRoot {
  const keep = sql.prepare<[number, string]>(
    `INSERT INTO root (path, prefix, up, ups, split) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET up = excluded.up, ups = excluded.ups, split = excluded.split
     RETURNING id, prefix`,
  )
  const [id, kept] = keep.first(path, prefix, up, JSON.stringify(ups), split) ?? [0, prefix]
  return { id, path, prefix: kept, up, ups, split }
}

/** Forgets a root and its files; what they held is still known, so that it needs not be described again. */
export const dropRoot = (sql: SqlFile, id: number): void => void sql.prepare('DELETE FROM root WHERE id = ?').run(id)
