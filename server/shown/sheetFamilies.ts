import { groupName } from '../../shared/groupName.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import type { PageFamily, PageShape } from '../picture/familiesPage.js'
import { palette } from '../picture/palette.js'
import { MOST_FAMILIES, MOST_MEMBERS } from '../picture/sheetSize.js'

type Shown = Pick<ShownShapes, 'groups' | 'named' | 'ids' | 'likeness' | 'odd' | 'pictures'>

/** Rows whose pictures a contact sheet of the families shows. */
export function sheetRows(shown: Shown): number[] {
  const several = families(shown)
  if (several.length === 0) return aloneRows(shown).slice(0, MOST_MEMBERS)
  return several.slice(0, MOST_FAMILIES).flatMap(({ rows }) => rows.slice(0, MOST_MEMBERS))
}

/** The families of several shapes as a contact sheet takes them. @param pictures by row: the bytes of a WebP file */
export function sheetFamilies(shown: Shown, pictures: ReadonlyMap<number, Uint8Array>): PageFamily[] {
  const colors = palette(Math.max(1, shown.named.length))
  const odd = new Set(shown.odd)
  return families(shown).map(({ group, rows }) => ({
    group,
    name: groupName(shown, group) || `group ${group}`,
    color: colors[group],
    tightness: shown.named[group].tightness,
    shapes: rows.map((row) => ({ id: shown.ids[row], picture: pictures.get(row), isOdd: odd.has(row) })),
  }))
}

/** The shapes that are like no other as a contact sheet takes them. @param pictures by row: the bytes of a WebP file */
export const sheetAlone = (shown: Shown, pictures: ReadonlyMap<number, Uint8Array>): PageShape[] =>
  aloneRows(shown).map((row) => ({ id: shown.ids[row], picture: pictures.get(row), isOdd: false }))

const aloneRows = ({ named }: Shown): number[] => named.filter(({ size }) => size === 1).map(({ typical }) => typical)

/**
 * Families of several shapes, the largest first; the most typical member first, then the others by falling likeness to it,
 * and those with a picture that was there before at the end.
 */
function families({ groups, named, likeness, pictures }: Shown): { group: number; rows: number[] }[] {
  const members: number[][] = named.map(({ typical }) => [typical])
  for (const [row, group] of groups.entries()) if (group >= 0 && row !== named[group].typical) members[group].push(row)
  return members
    .map((rows, group) => {
      const [typical, ...others] = rows
      const sorted = [typical, ...others.sort((a, b) => likeness[b] - likeness[a] || a - b)]
      const seen = new Set<string>()
      const isNew = sorted.map((row) => {
        const isKnown = seen.has(pictures[row])
        if (pictures[row] !== '') seen.add(pictures[row])
        return !isKnown
      })
      return { group, rows: [...sorted.filter((_, i) => isNew[i]), ...sorted.filter((_, i) => !isNew[i])] }
    })
    .filter(({ rows }) => rows.length > 1)
    .sort((a, b) => b.rows.length - a.rows.length || a.group - b.group)
}
