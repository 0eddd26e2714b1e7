import { basename } from 'node:path'
import { numberEquals } from '../../../shared/numberEquals.js'
import { membersOf } from '../../cluster/families.js'
import { fileOfShape } from '../../mesh/formats.js'
import type { GroupedLibrary } from './groupLibrary.js'

/** A family as a catalog of the Asset Browser. */
export interface AssetFamily {
  /** Unique. */
  readonly name: string
  /** The most typical first, then the most alike. */
  readonly assets: readonly Asset[]
}

interface Asset {
  /** Row of the shape. */
  readonly shape: number
  /** Of its file without ending, and of the shape where the file holds several: `car wheel`. */
  readonly name: string
  readonly id: string
  readonly class: string
}

/** The catalog of shapes that are like no other; at the end of the catalogs, which Blender sorts by name. */
const ALONE = 'Without family'

/**
 * The families of a library as catalogs. Families of one name are told apart by a number; those of one shape lie in one
 * catalog together.
 *
 * @param isThere whether there is a mesh of a row
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
