import { openCatalog } from '../catalog/openCatalog.js'
import { findShape, shapeNumbers } from '../catalog/shapeRows.js'
import { readShapeTable } from '../catalog/shapeTable.js'
import { cutGrouping, type Cut } from '../cluster/grouping.js'
import { likenessOf } from '../cluster/likeness.js'
import { groupLibrary } from '../library/kept/groupLibrary.js'
import { rowsOfIds, type ShownRows } from './shownRows.js'

/** Where a library lies. */
export interface LibraryPlace {
  readonly kind: 'library'
  /** The catalog. */
  readonly path: string
}

/** As `shapekin library families` makes them: any two of a family are at least so alike, in percent. */
const MADE: Cut = { percent: 25 }
/** Thousands of shapes are grouped within seconds; who stops asking does not wait for them. */
const WORK = { signal: new AbortController().signal, progress: () => undefined }

/** The shapes of a library that can be compared. @throws ShapekinError as groupLibrary */
export async function libraryRows({ path }: LibraryPlace): Promise<ShownRows> {
  const sql = openCatalog(path)
  try {
    const { table, grouping } = await groupLibrary(sql, { cut: MADE, linkage: 'complete' }, WORK)
    const numberOf = shapeNumbers(sql)
    const numbers = table.ids.map((id) => numberOf.get(id) ?? '')
    const { metric } = grouping.options
    const likeness = likenessOf(metric, table.values, table.dimension)
    return {
      table,
      metric,
      likeness,
      farthest: likeness.distanceOf(0),
      splits: table.ids.map(() => ''),
      pictures: numbers.map((number) => number && `library/shapes/${number}/thumbnail`),
      hasNames: true,
      grouping: () => Promise.resolve(grouping),
      groups: (cut, wishes) => Promise.resolve(cutGrouping(grouping, table, cut ?? MADE, wishes)),
      numbers: () => {
        const described = withCatalog(path, (open) => readShapeTable(open, 'description'))
        return Promise.resolve({ table: described, rowOf: rowsOfIds(table.ids, described) })
      },
      one(row) {
        const facts = withCatalog(path, (open) => findShape(open, numbers[row])?.facts)
        return Promise.resolve({
          mesh: `library/shapes/${numbers[row]}/mesh?format=page`,
          facts: [
            ['File', table.ids[row]],
            ...(facts
              ? ([
                  ['Triangles', facts.triangles.toLocaleString('en')],
                  ['Vertices', facts.vertices.toLocaleString('en')],
                  ['Size', facts.size.map((side) => side.toPrecision(3)).join(' × ')],
                ] as const)
              : []),
          ],
          recipe: null,
        })
      },
    }
  } finally {
    sql.close()
  }
}

function withCatalog<Result>(path: string, read: (sql: ReturnType<typeof openCatalog>) => Result): Result {
  const sql = openCatalog(path)
  try {
    return read(sql)
  } finally {
    sql.close()
  }
}
