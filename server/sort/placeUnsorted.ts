import { rowDistance, type Metric } from '../cluster/rows/metric.js'
import { prepareRows } from '../cluster/rows/prepareRows.js'
import type { Table } from '../table/table.js'
import { ShapekinError } from '../../shared/errors.js'

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
  /** 1 - distance / distance to the nearest sorted shape of another class: 0 = as near to another class, 1 = a copy. */
  readonly confidence: number
}

export interface Sorting {
  /** The space whose distances decided. */
  readonly space: string
  /** Share of the sorted shapes whose nearest other one is of their class, by space. */
  readonly leaveOneOut: Readonly<Record<string, number>>
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
  const rows = [...classes.keys()]
  const sorted = rows.filter((row) => classes[row] !== '')
  if (sorted.length === 0) throw new ShapekinError('sort.noClass', { count: rows.length })
  if (sorted.length === rows.length) throw new ShapekinError('sort.nothingToPlace', { count: rows.length })
  const hits = spaces.map((space) => leaveOneOut(space, sorted))
  const best = hits.indexOf(Math.max(...hits))
  const search = createSearch(spaces[best].table, spaces[best].metric, sorted)
  return {
    space: spaces[best].name,
    leaveOneOut: Object.fromEntries(spaces.map(({ name }, i) => [name, hits[i]])),
    placements: rows
      .filter((row) => classes[row] === '')
      .map((row) => {
        const { nearest, otherDistance } = search(row)
        const confidence = otherDistance > 0 ? 1 - nearest.distance / otherDistance : 0
        return { row, class: nearest.class, nearest: nearest.row, distance: nearest.distance, confidence }
      }),
  }
}

/** Share of the sorted rows whose nearest other sorted row is of their class. */
function leaveOneOut({ table, metric, trials }: Space, sorted: readonly number[]): number {
  const hits = (trials ?? [{ rows: sorted, table }]).map(({ rows, table: seen }) => {
    const search = createSearch(seen, metric, sorted)
    return rows.filter((row) => search(row).nearest.class === seen.classes[row]).length
  })
  return hits.reduce((sum, count) => sum + count, 0) / sorted.length
}

interface Found {
  readonly nearest: { readonly row: number; readonly class: string; readonly distance: number }
  /** To the nearest sorted row of another class; Infinity where there is none. */
  readonly otherDistance: number
}

/** A function that finds the sorted row nearest to a row, itself excepted; of equally near ones the first. */
function createSearch({ ids, classes, dimension, values }: Table, metric: Metric, sorted: readonly number[]) {
  const prepared = prepareRows({ values, count: ids.length, dimension }, metric).values
  const distanceOf = rowDistance[metric]
  return (row: number): Found => {
    let nearest = { row: -1, class: '', distance: Infinity }
    let otherDistance = Infinity
    for (const other of sorted) {
      if (other === row) continue
      const distance = distanceOf(prepared, row, prepared, other, dimension)
      if (distance < nearest.distance) {
        if (classes[other] !== nearest.class) otherDistance = nearest.distance
        nearest = { row: other, class: classes[other], distance }
      } else if (classes[other] !== nearest.class && distance < otherDistance) otherDistance = distance
    }
    return { nearest, otherDistance }
  }
}
