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

/** Rows of each group, the most typical first. */
export function membersOf(shapes: ShownShapes): number[][] {
  const members: number[][] = shapes.named.map(() => [])
  shapes.groups.forEach((group, row) => members[group]?.push(row))
  return members.map((rows, group) => {
    const { typical } = shapes.named[group]
    return rows.sort((a, b) => Number(b === typical) - Number(a === typical) || shapes.likeness[b] - shapes.likeness[a])
  })
}

/** Groups in order. */
export function sortGroups(shapes: ShownShapes, order: Order): number[] {
  const { named } = shapes
  const by: Record<Order, (a: number, b: number) => number> = {
    size: (a, b) => named[b].size - named[a].size,
    tightness: (a, b) => named[b].tightness - named[a].tightness,
    loose: (a, b) => named[a].tightness - named[b].tightness,
    name: (a, b) => nameOfGroup(shapes, a).localeCompare(nameOfGroup(shapes, b), 'en', { numeric: true }),
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
