import { DescriptorId } from '../../shared/schema/descriptorId.js'
import type { SqlFile } from './sqlFile.js'

/** Which descriptor and checkpoint the numbers of a library come from. Only shapes of one space are compared. */
export interface CatalogSpace {
  readonly id: number
  /** Descriptor of the raw numbers. */
  readonly described: DescriptorId
  /** Descriptor of the places, which a checkpoint made from the raw numbers. */
  readonly placed: DescriptorId
  /** Folder of that checkpoint. */
  readonly checkpoint: string
}

/** The space that is in use; undefined in a catalog that nothing was added to. */
export function currentSpace(sql: SqlFile): CatalogSpace | undefined {
  const row = sql
    .prepare<[number, string, string, string]>(
      'SELECT id, described, placed, checkpoint FROM space ORDER BY used DESC LIMIT 1',
    )
    .first()
  if (row === undefined) return undefined
  const [id, described, placed, checkpoint] = row
  return { id, described: readId(described), placed: readId(placed), checkpoint }
}

/**
 * Makes this space the one in use: shapes placed in another space are not compared from then on, and have to be
 * described again.
 */
export function useSpace(sql: SqlFile, { described, placed, checkpoint }: Omit<CatalogSpace, 'id'>): CatalogSpace {
  const use = sql.prepare<[number]>(
    `INSERT INTO space (described, placed, checkpoint, used)
     VALUES (?, ?, ?, (SELECT coalesce(max(used), 0) + 1 FROM space))
     ON CONFLICT DO UPDATE SET checkpoint = excluded.checkpoint, used = excluded.used
     RETURNING id`,
  )
  const [id] = use.first(JSON.stringify(described), JSON.stringify(placed), checkpoint) ?? [0]
  return { id, described, placed, checkpoint }
}

const readId = (text: string): DescriptorId => DescriptorId.parse(JSON.parse(text))
