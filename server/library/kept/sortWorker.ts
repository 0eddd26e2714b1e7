import type { SortedView } from '../../../shared/schema/library.js'
import { openCatalog } from '../../catalog/openCatalog.js'
import { shapeNumbers } from '../../catalog/shapeRows.js'
import { answering } from '../../executor/answering.js'
import type { SortPlan } from '../sortLibrary.js'
import { sortKept, type SortKeptRequest } from './sortKept.js'

interface Asked {
  /** Path of the catalog. */
  readonly path: string
  readonly request: SortKeptRequest
}

/** What the thread of ServedLibrary.sort runs. */
export default answering(async ({ path, request }: Asked): Promise<SortedView> => {
  const sql = openCatalog(path)
  try {
    let plan: SortPlan = { classes: [], sorted: 0, unsorted: 0 }
    const { table, sorting } = await sortKept(sql, request, (found) => (plan = found))
    const numbers = shapeNumbers(sql)
    const named = (row: number) => ({ number: numbers.get(table.ids[row]) ?? '', id: table.ids[row] })
    const { classes, level, sorted } = plan
    const { space, leaveOneOut, confidence } = sorting
    return {
      ...{ classes: [...classes], ...(level === undefined ? {} : { level }), sorted },
      ...{ space, leaveOneOut: { ...leaveOneOut }, confidence },
      placements: sorting.placements.map(({ row, nearest, ...placed }) => ({
        ...named(row),
        ...placed,
        nearest: named(nearest),
      })),
    }
  } finally {
    sql.close()
  }
})
