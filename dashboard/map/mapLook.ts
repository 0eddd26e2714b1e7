import { groupName } from '../../shared/groupName.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { byCount, type Colors } from '../shapes/coloring.js'
import type { MapLook } from './mapStage.js'
import { DIMMED, RINGED, SYMBOLS } from './looks.js'

interface LookOptions {
  readonly colors: Colors
  /** (N) false = stands back */
  readonly isShown: (row: number) => boolean
  /** As groupNames, classSymbols and disagreement give them, once for all looks. */
  readonly names: MapLook['names']
  readonly symbolOf: ReadonlyMap<string, number>
  readonly disagrees: (row: number) => boolean
}

/** How the map shows shapes: color as chosen, symbol = class, a ring where group and class disagree. */
export function mapLook(shapes: ShownShapes, { colors, isShown, names, symbolOf, disagrees }: LookOptions): MapLook {
  const { classes } = shapes
  const looks = new Uint8Array(classes.length)
  for (let row = 0; row < looks.length; row++)
    looks[row] = (symbolOf.get(classes[row]) ?? 0) + (disagrees(row) ? RINGED : 0) + (isShown(row) ? 0 : DIMMED)
  return { colors: colors.ofRow, looks, names }
}

/** Symbol of each class, the most frequent first; none where there are more classes than symbols: they would tell nothing. */
export function classSymbols({ classes }: ShownShapes): Map<string, number> {
  const names = byCount(classes)
  return new Map(names.length > SYMBOLS ? [] : names.map((name, rank) => [name, rank]))
}

/** A labelled shape in a group whose shapes are mostly of another class. @param main as mainClasses gives them */
export function disagreement({ classes, groups }: ShownShapes, main: readonly string[]): (row: number) => boolean {
  return (row) => classes[row] !== '' && groups[row] >= 0 && main[groups[row]] !== classes[row]
}

/** More names hide the points. */
const NAMED_GROUPS = 24

/** The name of each of the largest groups at the median of its shapes. */
export function groupNames(shapes: ShownShapes): MapLook['names'] {
  const members: number[][] = shapes.named.slice(0, NAMED_GROUPS).map(() => [])
  shapes.groups.forEach((group, row) => members[group]?.push(row))
  return members.flatMap((rows, group) => {
    if (rows.length === 0) return []
    // Numbers of a typed array are sorted without a function: 100,000 in a fifth of the time.
    const [x, y] = [shapes.x, shapes.y].map((axis) => {
      const sorted = Float64Array.from(rows, (row) => axis[row]).sort()
      return sorted[sorted.length >> 1]
    })
    return [{ text: groupName(shapes, group) || String(group), x, y }]
  })
}
