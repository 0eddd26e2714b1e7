import { z } from 'zod'
import { RepairSchema } from '../mesh/repairSchema.js'
import type { OrRefused } from '../mesh/refusal.js'
import type { Up } from '../mesh/upInFile.js'
import type { LibraryRoot } from './rootRows.js'
import type { SqlFile } from './sqlFile.js'

/** What is known of a shape besides its numbers. */
export const ShapeFacts = z.object({
  triangles: z.int(),
  vertices: z.int(),
  /** Extents of its bounding box along x, y and z, in the unit of the file. */
  size: z.tuple([z.number(), z.number(), z.number()]),
  repairs: z.array(RepairSchema),
})
export type ShapeFacts = z.infer<typeof ShapeFacts>

/** A shape to be stored. */
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

/**
 * Key of a content. It says how the file is read, too, because the same bytes read in another way give other shapes.
 */
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
   * Place of the shape that a whole file with this content is.
   * @param up axis that points up in the file; default any
   */
  placeOf(space: number, key: string, up: string | undefined): Float32Array | undefined {
    const numbers = this.place.first(space, key, up ?? null)?.[0]
    return numbers && new Float32Array(Uint8Array.from(numbers).buffer)
  }

  /**
   * Stores a content with its shapes.
   * @returns number of the content; where another process stored it first, the number of that one
   */
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

/**
 * Removes contents of spaces that are not in use, except those that a file still refers to until it is described
 * again.
 */
export const dropOldContents = (sql: SqlFile, space: number): void =>
  void sql
    .prepare('DELETE FROM content WHERE space <> ? AND id NOT IN (SELECT content FROM file WHERE content IS NOT NULL)')
    .run(space)

/** Removes contents that no file refers to. */
export const dropUnused = (sql: SqlFile): void =>
  sql.run('DELETE FROM content WHERE id NOT IN (SELECT content FROM file WHERE content IS NOT NULL)')
