import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { nameOfGroup } from './coloring.js'

/** How families are put in order. */
export const ORDERS = {
  size: 'the largest first',
  tightness: 'the tightest first',
  loose: 'the loosest first',
  name: 'by name',
} as const
export type Order = keyof typeof ORDERS

/** Of each group the rows that are to be shown. (K) */
export function membersOf({ groups, named }: ShownShapes, isShown: (row: number) => boolean): number[][] {
  const members: number[][] = named.map(() => [])
  groups.forEach((group, row) => {
    if (group >= 0 && isShown(row)) members[group].push(row)
  })
  return members
}

/** Members of a group, the most typical first. */
export function byTypicality({ named, likeness }: ShownShapes, group: number, rows: readonly number[]): number[] {
  const { typical } = named[group]
  return [...rows].sort((a, b) => Number(b === typical) - Number(a === typical) || likeness[b] - likeness[a])
}

/** What is known of single rows. */
export interface Marks {
  readonly odd: ReadonlySet<number>
  /** Ids of which a person said something. */
  readonly told: ReadonlySet<string>
}

/** Group 10 after Group 9. One for all: localeCompare makes it anew for every two. */
const byName = new Intl.Collator('en', { numeric: true })

/** Groups in order. */
export function sortGroups(shapes: ShownShapes, order: Order): number[] {
  const { named } = shapes
  const by: Record<Order, (a: number, b: number) => number> = {
    size: (a, b) => named[b].size - named[a].size,
    tightness: (a, b) => named[b].tightness - named[a].tightness,
    loose: (a, b) => named[a].tightness - named[b].tightness,
    name: (a, b) => byName.compare(nameOfGroup(shapes, a), nameOfGroup(shapes, b)),
  }
  return [...named.keys()].sort((a, b) => by[order](a, b) || a - b)
}

/** A shape on a wall, with how many more look exactly the same: copies of an object. */
export interface Tile {
  readonly row: number
  readonly copies: number
}

/** One tile for all that have the same picture, where the first of them stands. */
export function tilesOf(shapes: ShownShapes, rows: readonly number[]): Tile[] {
  const tiles = new Map<string, { row: number; copies: number }>()
  for (const row of rows) {
    const key = shapes.pictures[row] || `row ${row}`
    const tile = tiles.get(key)
    if (tile) tile.copies++
    else tiles.set(key, { row, copies: 0 })
  }
  return [...tiles.values()]
}

/** Shapes of which a person said something themselves. */
export const toldShapes = ({ wishes }: ShownShapes): Set<string> => new Set(wishes.flatMap(({ shapes }) => shapes))
