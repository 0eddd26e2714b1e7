import { likenessOf } from '../cluster/likeness.js'
import type { Metric } from '../cluster/rows/metric.js'
import type { Table } from '../table/table.js'
import { belonging, calibrate, type Trial } from './calibrate.js'
import { requireUnsorted } from './requireUnsorted.js'
import { searchSorted } from './searchSorted.js'

/** One way to say how alike the same shapes are. */
export interface Space {
  readonly name: string
  readonly table: Table
  readonly metric: Metric
  /** Of a space that was fitted to the sorted rows: what fits that left some out see, which judge these rows instead. */
  readonly trials?: readonly { readonly rows: readonly number[]; readonly table: Table }[]
}

/** Where a shape without a class belongs. Rows are row numbers of the table. */
export interface Placement {
  readonly row: number
  readonly class: string
  /** The sorted shape that is nearest. */
  readonly nearest: number
  readonly distance: number
  /** 0 ... 1, what Sorting.confidence says. */
  readonly confidence: number
}

export interface Sorting {
  /** The space whose distances decided. */
  readonly space: string
  /** Share of the sorted shapes whose nearest other one is of their class, by space. */
  readonly leaveOneOut: Readonly<Record<string, number>>
  /**
   * What the placements' confidence is: `chance` that the class is right, as often as the sorted shapes themselves were placed
   * right (calibrate); or, where there is one class only, `belonging`, how far its own shapes lie apart (belonging).
   */
  readonly confidence: 'chance' | 'belonging'
  readonly placements: readonly Placement[]
}

/**
 * Gives every row without a class that of the nearest row that has one, in the space in which the sorted rows
 * themselves find their classes best; of equal spaces the first.
 *
 * @param spaces at least one; their tables have the same rows, with the same classes
 * @throws ShapekinError `sort.noClass` when no row has a class, `sort.nothingToPlace` when all have one
 */
export function placeUnsorted(spaces: readonly Space[]): Sorting {
  const { classes } = spaces[0].table
  requireUnsorted(classes)
  const rows = [...classes.keys()]
  const sorted = rows.filter((row) => classes[row] !== '')
  const trials = spaces.map((space) => leaveOneOut(space, sorted))
  const hits = trials.map((each) => each.filter(({ isRight }) => isRight).length / sorted.length)
  const best = hits.indexOf(Math.max(...hits))
  const { table, metric } = spaces[best]
  const isOneClass = new Set(sorted.map((row) => classes[row])).size === 1
  const confidence = isOneClass
    ? belonging(trials[best].map(({ found }) => found.nearest.distance).filter(Number.isFinite))
    : calibrate(trials[best], likenessOf(metric, table.values, table.dimension).distanceOf(0))
  const search = searchSorted(table, metric, sorted)
  return {
    space: spaces[best].name,
    leaveOneOut: Object.fromEntries(spaces.map(({ name }, i) => [name, hits[i]])),
    confidence: isOneClass ? 'belonging' : 'chance',
    placements: rows
      .filter((row) => classes[row] === '')
      .map((row) => {
        const found = search(row)
        const { nearest } = found
        return {
          row,
          class: nearest.class,
          nearest: nearest.row,
          distance: nearest.distance,
          confidence: confidence(found),
        }
      }),
  }
}

/** Looks for each sorted row among the other sorted ones. */
const leaveOneOut = ({ table, metric, trials }: Space, sorted: readonly number[]): Trial[] =>
  (trials ?? [{ rows: sorted, table }]).flatMap(({ rows, table: seen }) => {
    const search = searchSorted(seen, metric, sorted)
    return rows.map((row) => {
      const found = search(row)
      return { found, isRight: found.nearest.class === seen.classes[row] }
    })
  })
