import { numberBySize } from '../cluster/cutTree.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import type { Refusal } from '../mesh/refusal.js'
import { objectId, type SceneListing } from '../session/sceneListing.js'

/**
 * By the number of a mesh in the listing, why it has no numbers. A refused shape has the id of the first object with
 * the mesh.
 */
export function reasonsByShape({ objects }: SceneListing, refused: readonly RefusedShape[]): Map<number, Refusal> {
  const refusalOf = new Map(refused.map(({ id, code, message }) => [id, { code, message }]))
  const reasons = new Map<number, Refusal>()
  for (const object of objects) {
    const refusal = refusalOf.get(objectId(object))
    if (refusal) reasons.set(object.shape, refusal)
  }
  return reasons
}

/** Every object that could not be compared, with the reason. */
export const leftOutOf = ({ objects, leftOut }: SceneListing, reasons: ReadonlyMap<number, Refusal>) => [
  ...leftOut.map(({ name, code, sentence }) => ({ id: name, code, message: sentence })),
  ...objects.flatMap((object) => {
    const reason = reasons.get(object.shape)
    return reason ? [{ id: objectId(object), ...reason }] : []
  }),
]

/**
 * (N) row of each object in a table whose ids are those of the first object with each mesh; -1 where there is none.
 */
export function rowsOfObjects({ objects, shapes }: SceneListing, ids: readonly string[]): Int32Array {
  const rowOfId = new Map(ids.map((id, row) => [id, row]))
  const rowOfShape = new Int32Array(shapes).fill(-1)
  for (const object of objects) {
    const row = rowOfId.get(objectId(object))
    if (row !== undefined) rowOfShape[object.shape] = row
  }
  return Int32Array.from(objects, ({ shape }) => rowOfShape[shape])
}

/**
 * (R) group of each row, taken from the objects that have it.
 *
 * @param rows    (N) row of each object, -1 = none; every row is some object's
 * @param groups  (N) group of each object; objects of one row are in one group
 */
export function groupsOfRows(rows: Int32Array, groups: Int32Array, count: number): Int32Array {
  const groupOfRow = new Int32Array(count)
  rows.forEach((row, object) => {
    if (row >= 0) groupOfRow[row] = groups[object]
  })
  return groupOfRow
}

/**
 * Numbers the groups by how many objects they have; 0 is the largest.
 *
 * @param rows    (N) row of each object, -1 = none; every row is some object's
 * @param groups  (R) group of each row, in any numbering
 * @returns (N) group of each object; -1 where an object has no row
 */
export function numberByObjects(rows: Int32Array, groups: Int32Array): Int32Array {
  const numbers = numberBySize(rows.filter((row) => row >= 0).map((row) => groups[row]))
  let next = 0
  return rows.map((row) => (row < 0 ? -1 : numbers[next++]))
}
