import { z } from 'zod'
import { RepairSchema } from '../mesh/repairSchema.js'
import type { OrRefused } from '../mesh/refusal.js'
import type { Up } from '../mesh/upInFile.js'
import type { LibraryRoot } from './rootRows.js'
import type { SqlFile } from './sqlFile.js'

/** What is known of a shape beside its numbers. */
export const ShapeFacts = z.object({
  triangles: z.int(),
  vertices: z.int(),
  /** Of its box, along x, y and z, in the unit of the file. */
  size: z.tuple([z.number(), z.number(), z.number()]),
  repairs: z.array(RepairSchema),
})
export type ShapeFacts = z.infer<typeof ShapeFacts>

/** A shape, as it is to be kept. */
export interface KeptShape {
  /** Name of a part; '' = all of the file. */
  readonly part: string
  readonly found: OrRefused<ShapeNumbers>
}

export interface ShapeNumbers {
  readonly facts: ShapeFacts
  readonly description: Float32Array
  /** Only where the space has views. */
  readonly look?: Float32Array | undefined
  readonly place: Float32Array
}

/** How a content is known: the same bytes read in another way are other shapes. */
export interface ContentId extends Pick<LibraryRoot, 'split'> {
  readonly up: Up
  readonly space: number
  readonly key: string
}

/** Finds and writes what files hold. */
export class ContentRows {
  private readonly known
  private readonly place
  private readonly insert
  private readonly shape
  private readonly numbers

  constructor(sql: SqlFile) {
    this.known = sql.prepare<[number]>('SELECT id FROM content WHERE space = ? AND key = ? AND up = ? AND split = ?')
    this.place = sql.prepare<[Uint8Array]>(
      `SELECT p.numbers FROM content c JOIN shape s ON s.content = c.id AND s.part = '' JOIN place p ON p.shape = s.id
       WHERE c.space = ?1 AND c.key = ?2 AND (?3 IS NULL OR c.up = ?3) ORDER BY c.id`,
    )
    this.insert = sql.prepare('INSERT INTO content (space, key, up, split) VALUES (?, ?, ?, ?)')
    this.shape = sql.prepare('INSERT INTO shape (content, part, code, message, facts) VALUES (?, ?, ?, ?, ?)')
    this.numbers = {
      description: sql.prepare('INSERT INTO description VALUES (?, ?)'),
      look: sql.prepare('INSERT INTO look VALUES (?, ?)'),
      place: sql.prepare('INSERT INTO place VALUES (?, ?)'),
    }
  }

  find({ space, key, up, split }: ContentId): number | undefined {
    return this.known.first(space, key, up, split)?.[0]
  }

  /**
   * Where the shape lies that a file with this content is.
   * @param up default any
   */
  placeOf(space: number, key: string, up: string | undefined): Float32Array | undefined {
    const numbers = this.place.first(space, key, up ?? null)?.[0]
    return numbers && new Float32Array(Uint8Array.from(numbers).buffer)
  }

  /** @returns its number; that of the one which is there, where another process was faster */
  put(id: ContentId, shapes: readonly KeptShape[]): number {
    const known = this.find(id)
    if (known !== undefined) return known
    const content = this.insert.run(id.space, id.key, id.up, id.split).id
    for (const { part, found } of shapes) {
      if ('refused' in found) {
        this.shape.run(content, part, found.refused.code, found.refused.message, '{}')
        continue
      }
      const shape = this.shape.run(content, part, null, null, JSON.stringify(found.facts)).id
      for (const kind of ['description', 'look', 'place'] as const) {
        const numbers = found[kind]
        if (numbers) this.numbers[kind].run(shape, bytesOf(numbers))
      }
    }
    return content
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength)

/** Forgets contents of spaces that are not in use and that no file waits to be described again for. */
export const dropOldContents = (sql: SqlFile, space: number): void =>
  void sql
    .prepare('DELETE FROM content WHERE space <> ? AND id NOT IN (SELECT content FROM file WHERE content IS NOT NULL)')
    .run(space)

/** Forgets contents that no file has. */
export const dropUnused = (sql: SqlFile): void =>
  sql.run('DELETE FROM content WHERE id NOT IN (SELECT content FROM file WHERE content IS NOT NULL)')
