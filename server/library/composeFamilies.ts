import type { Family } from '../cluster/describeFamilies.js'
import { familiesPage, type PageFamily, type PageShape } from '../picture/familiesPage.js'
import { familiesSheet } from '../picture/familiesSheet.js'
import { palette, type Color } from '../picture/palette.js'

export interface ComposedFamilies {
  readonly title: string
  /** (R) id of each row; pictures are found by it. */
  readonly ids: readonly string[]
  /** The families, by group. */
  readonly families: readonly Family[]
  /** By id: the bytes of a WebP file. */
  readonly pictures: ReadonlyMap<string, Uint8Array>
  /** Text under the picture of a row; default its id. */
  readonly labelOf?: (row: number) => string
  /**
   * Number of things in a family; a family of a single thing is listed at the end. Default: the number of its rows.
   */
  readonly countOf?: (group: number) => number
  /** Colors by group; default: as many as there are families of several things. */
  readonly colors?: readonly Color[]
  /** Names by group. */
  readonly names: readonly string[]
}

/** File ending and content of each file that shows families. */
export type FamilyFiles = readonly (readonly ['.html' | '.svg' | '.png', string | Uint8Array])[]

/** A page of families with all members, and a contact sheet of the largest families as SVG and PNG. */
export async function composeFamilies({
  title,
  ids,
  families,
  pictures,
  labelOf = (row) => ids[row],
  countOf = (group) => families[group].size,
  colors,
  names,
}: ComposedFamilies): Promise<FamilyFiles> {
  const shapeOf = (row: number, likeness?: number, isOdd = false): PageShape => ({
    id: labelOf(row),
    picture: pictures.get(ids[row]),
    likeness,
    isOdd,
  })
  const several = families.flatMap((family, group) => (countOf(group) > 1 ? [{ ...family, group }] : []))
  const own = several.length > 0 && colors === undefined ? palette(several.length) : []
  const shown: PageFamily[] = several.map(({ group, typical, others, odd, tightness }, i) => {
    const isOdd = new Set(odd.map(({ row }) => row))
    const shapes = [shapeOf(typical), ...others.map(({ row, likeness }) => shapeOf(row, likeness, isOdd.has(row)))]
    return { group, name: names[group], color: colors?.[group] ?? own[i], tightness, shapes }
  })
  const alone = families.flatMap(({ typical }, group) => (countOf(group) > 1 ? [] : [shapeOf(typical)]))
  const { svg, png } = await familiesSheet(title, shown, alone)
  return [
    ['.html', familiesPage({ title, notes: [], families: shown, alone })],
    ['.svg', svg],
    ['.png', png],
  ]
}
