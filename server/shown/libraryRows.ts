import { FAMILY_LIKENESS } from '../../shared/schema/familyLikeness.js'
import { openCatalog } from '../catalog/openCatalog.js'
import type { ShapeFacts } from '../catalog/contentRows.js'
import { descriptionFinder, findShape, shapeFacts, shapeNumbers } from '../catalog/shapeRows.js'
import type { SqlFile } from '../catalog/sqlFile.js'
import { cutGrouping, type Cut } from '../cluster/grouping.js'
import { likenessOf } from '../cluster/likeness.js'
import { groupLibrary } from '../library/kept/groupLibrary.js'
import { nameFamilies } from '../library/nameFamilies.js'
import { searchOf } from './searchOf.js'
import type { ShownOne, ShownRows } from './shownRows.js'

/** Where a library lies. */
export interface LibraryPlace {
  readonly kind: 'library'
  /** Path of the catalog. */
  readonly path: string
}

/** The cut with which `shapekin library families` makes its families. */
const MADE: Cut = { percent: FAMILY_LIKENESS }
/**
 * Grouping can not be cancelled here: thousands of shapes take only seconds, and a client that leaves does not wait.
 */
const WORK = { signal: new AbortController().signal, progress: () => undefined }

/** The shapes of a library that can be compared, as rows to show. @throws ShapekinError as groupLibrary */
export async function libraryRows({ path }: LibraryPlace): Promise<ShownRows> {
  const { grouped, numberOf } = await withCatalog(path, async (sql) => ({
    grouped: await groupLibrary(sql, { cut: MADE }, WORK),
    numberOf: shapeNumbers(sql),
  }))
  const { table, grouping } = grouped
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
    nameGroups: (groups) => nameFamilies(groups.map((rows) => rows.map((row) => table.ids[row]))),
    grouping: () => Promise.resolve(grouping),
    groups: (cut, wishes) => Promise.resolve(cutGrouping(grouping, table, cut ?? MADE, wishes)),
    search: searchOf(table, metric),
    eachDescription: (rows, take) =>
      withCatalog(path, (sql) => {
        const find = descriptionFinder(sql)
        for (const row of rows) {
          const found = find(numbers[row])
          if (found) take(found)
        }
      }),
    async measures() {
      const facts = await withCatalog(path, shapeFacts)
      const column = (of: (facts: ShapeFacts) => number) =>
        table.ids.map((id) => {
          const own = facts.get(id)
          return own ? of(own) : null
        })
      return {
        Triangles: column(({ triangles }) => triangles),
        Vertices: column(({ vertices }) => vertices),
        'Longest side': column(({ size }) => Math.max(...size)),
      }
    },
    async one(row) {
      const facts = await withCatalog(path, (sql) => findShape(sql, numbers[row])?.facts)
      return {
        mesh: `library/shapes/${numbers[row]}/mesh?format=page`,
        duplicates: `library/shapes/${numbers[row]}/duplicates`,
        facts: [['File', table.ids[row]], ...(facts ? factLines(facts) : [])],
        recipe: null,
      }
    },
  }
}

const factLines = ({ triangles, vertices, size }: ShapeFacts): ShownOne['facts'] => [
  ['Triangles', triangles.toLocaleString('en')],
  ['Vertices', vertices.toLocaleString('en')],
  ['Size', size.map((side) => side.toPrecision(3)).join(' × ')],
]

async function withCatalog<Result>(path: string, read: (sql: SqlFile) => Result | Promise<Result>): Promise<Result> {
  const sql = openCatalog(path)
  try {
    return await read(sql)
  } finally {
    sql.close()
  }
}
