import { ShapekinError } from '../../shared/errors.js'
import type { Table } from '../table/table.js'
import { currentSpace } from './catalogSpace.js'
import { SHAPE_ID } from './shapeRows.js'
import type { SqlFile } from './sqlFile.js'

/** Kinds of numbers that are kept of a shape. */
export type NumberKind = 'description' | 'look' | 'place'

/**
 * All shapes of the library that have numbers, in the order of their ids: a file that lies there twice is there twice.
 *
 * @param kind the places that a checkpoint gave them, their raw numbers, or how they look
 * @returns    without rows in an empty library
 * @throws ShapekinError `catalog.*`
 */
export function readShapeTable(sql: SqlFile, kind: NumberKind): Table {
  const space = currentSpace(sql)
  if (space === undefined) throw new ShapekinError('library.empty', { path: sql.path })
  const ids: string[] = []
  const classes: string[] = []
  const rows: Uint8Array[] = []
  sql
    .prepare<[string, string, Uint8Array]>(
      `SELECT ${SHAPE_ID} AS id, f.class, n.numbers
       FROM file f JOIN content c ON c.id = f.content AND c.space = ? JOIN shape s ON s.content = c.id
       JOIN ${kind} n ON n.shape = s.id ORDER BY id`,
    )
    .each([space.id], ([id, label, numbers]) => {
      ids.push(id)
      classes.push(label)
      rows.push(numbers)
    })
  const width = rows[0]?.length ?? 0
  const bytes = new Uint8Array(rows.length * width)
  rows.forEach((numbers, i) => {
    if (numbers.length !== width)
      throw new ShapekinError('catalog.damaged', {
        path: sql.path,
        reason: `${ids[i]} has ${numbers.length / 4} numbers, ${ids[0]} has ${width / 4}`,
      })
    bytes.set(numbers, i * width)
  })
  return {
    descriptor: kind === 'place' ? space.placed : space.described,
    ids,
    classes,
    dimension: width / 4,
    values: new Float32Array(bytes.buffer),
  }
}
