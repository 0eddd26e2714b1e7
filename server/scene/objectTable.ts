import type { SceneObject } from '../../shared/schema/messages.js'
import { objectId, type SceneListing } from '../session/sceneListing.js'
import { selectRows } from '../table/splitTable.js'
import type { Table } from '../table/table.js'

/** The objects of a scene that could be compared, in the order of its listing. */
export interface ObjectTable {
  readonly objects: readonly SceneObject[]
  /** Row of each object's mesh in the table of meshes. */
  readonly rowOf: Int32Array
  /** A row for each object, with its id and, as its class, its collection. */
  readonly table: Table
}

/**
 * Makes a table of objects from one of meshes: objects that share a mesh have equal rows.
 *
 * @param rows (N) row of each listed object in `meshes`; -1 = none
 */
export function objectTable({ objects }: SceneListing, meshes: Table, rows: Int32Array): ObjectTable {
  const compared = objects.filter((_, index) => rows[index] >= 0)
  const rowOf = rows.filter((row) => row >= 0)
  return {
    objects: compared,
    rowOf,
    table: {
      ...selectRows(meshes, [...rowOf]),
      ids: compared.map(objectId),
      classes: compared.map(({ collection }) => collection),
    },
  }
}
