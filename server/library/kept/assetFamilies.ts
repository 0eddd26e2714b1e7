import { basename } from 'node:path'
import { numberEquals } from '../../../shared/numberEquals.js'
import { membersOf } from '../../cluster/describeFamilies.js'
import { fileOfShape } from '../../mesh/formats.js'
import type { GroupedLibrary } from './groupLibrary.js'

/** A family in the form of a catalog of the Asset Browser. */
export interface AssetFamily {
  /** Unique among the families. */
  readonly name: string
  /** The most typical one first, the others by falling likeness to it. */
  readonly assets: readonly Asset[]
}

interface Asset {
  /** Row of the shape. */
  readonly shape: number
  /** Name of its file without the ending, followed by that of the shape where the file holds several: `car wheel`. */
  readonly name: string
  readonly id: string
  readonly class: string
}

/** Name of the catalog of shapes that are like no other. Blender sorts catalogs by name, so it comes at the end. */
const ALONE = 'Without family'

/**
 * The families of a library as catalogs. Families with the same name get a number. Families of one shape share one
 * catalog.
 *
 * @param isThere tells whether there is a mesh for a row
 */
export function assetFamilies(
  { table: { ids, classes }, families }: Pick<GroupedLibrary, 'table' | 'families'>,
  isThere: (row: number) => boolean,
): AssetFamily[] {
  const assetsOf = (rows: readonly number[]): Asset[] =>
    rows.filter(isThere).map((row) => ({ shape: row, name: nameOf(ids[row]), id: ids[row], class: classes[row] }))
  const several = families.filter(({ size }) => size > 1)
  const alone = families.filter(({ size }) => size === 1).map(({ typical }) => typical)
  const names = numberEquals([...several.map(({ name }) => name), ALONE])
  return [...several.map(membersOf), alone]
    .map((rows, i) => ({ name: names[i], assets: assetsOf(rows) }))
    .filter(({ assets }) => assets.length > 0)
}

function nameOf(id: string): string {
  const file = fileOfShape(id)
  const stem = basename(file).replace(/\.[^.]*$/, '')
  return id === file ? stem : `${stem} ${id.slice(file.length + 1)}`
}
