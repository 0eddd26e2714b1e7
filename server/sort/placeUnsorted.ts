import { likenessOf } from '../cluster/likeness.js'
import type { Metric } from '../cluster/rows/metric.js'
import type { Table } from '../table/table.js'
import { belonging, calibrate, type Trial } from './calibrate.js'
import { requireUnsorted } from './requireUnsorted.js'
import { searchSorted } from './searchSorted.js'

/** One way to compare the same shapes. */
export interface Space {
  readonly name: string
  readonly table: Table
  readonly metric: Metric
  /**
   * Only for a space that was fitted to the sorted rows: tables from fits without some of these rows, which are judged
   * there.
   */
  readonly trials?: readonly { readonly rows: readonly number[]; readonly table: Table }[]
}

/** The place of a shape that has no class. Rows are row numbers of the table. */
export interface Placement {
  readonly row: number
  readonly class: string
  /** The nearest sorted shape. */
  readonly nearest: number
  readonly distance: number
  /** 0 ... 1, in the sense of Sorting.confidence. */
  readonly confidence: number
}

export interface Sorting {
  /** The space whose distances decided. */
  readonly space: string
  /** By space, the share of the sorted shapes whose nearest other one has their class. */
  readonly leaveOneOut: Readonly<Record<string, number>>
  /**
   * Meaning of the placements' confidence. `chance`: the chance that the class is right, from how often the sorted
   * shapes themselves are placed right (see calibrate). `belonging`, where there is one class only: how near the shape
   * is, compared with the class's own shapes (see belonging).
   */
  readonly confidence: 'chance' | 'belonging'
  readonly placements: readonly Placement[]
}

/**
 * Gives every row without a class the class of the nearest row that has one. The distances are those of the space in
 * which the sorted rows themselves find their classes best; of equally good spaces the first.
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

/** Looks up each sorted row among the other sorted ones. */
const leaveOneOut = ({ table, metric, trials }: Space, sorted: readonly number[]): Trial[] =>
  (trials ?? [{ rows: sorted, table }]).flatMap(({ rows, table: seen }) => {
    const search = searchSorted(seen, metric, sorted)
    return rows.map((row) => {
      const found = search(row)
      return { found, isRight: found.nearest.class === seen.classes[row] }
    })
  })
