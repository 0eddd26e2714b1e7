import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { nameOfGroup } from './coloring.js'

/** The ways to sort families. */
export const ORDERS = {
  size: 'the largest first',
  tightness: 'the tightest first',
  loose: 'the loosest first',
  name: 'by name',
} as const
export type Order = keyof typeof ORDERS

/** (K) for each group, the rows that are to be shown. */
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

/** Facts about single rows. */
export interface Marks {
  readonly odd: ReadonlySet<number>
  /** Ids of the shapes that a person said something about. */
  readonly told: ReadonlySet<string>
}

/** Sorts Group 10 after Group 9. It is made once, because localeCompare would make it for every comparison. */
const byName = new Intl.Collator('en', { numeric: true })

/** Groups in this order. */
export function sortGroups(shapes: ShownShapes, order: Order): number[] {
  const { named } = shapes
  const names = order === 'name' ? named.map((_, group) => nameOfGroup(shapes, group)) : []
  const by: Record<Order, (a: number, b: number) => number> = {
    size: (a, b) => named[b].size - named[a].size,
    tightness: (a, b) => named[b].tightness - named[a].tightness,
    loose: (a, b) => named[a].tightness - named[b].tightness,
    name: (a, b) => byName.compare(names[a], names[b]),
  }
  return [...named.keys()].sort((a, b) => by[order](a, b) || a - b)
}

/** A shape on a wall, with the number of others that look exactly the same, such as copies of an object. */
export interface Tile {
  readonly row: number
  readonly copies: number
}

/** One tile for all shapes with the same picture, at the place of the first of them. */
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

/** Ids of the shapes that a person made statements about. */
export const toldShapes = ({ wishes }: ShownShapes): Set<string> => new Set(wishes.flatMap(({ shapes }) => shapes))
