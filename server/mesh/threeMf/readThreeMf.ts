import { ShapekinError } from '../../../shared/errors.js'
import type { Mesh } from '../mesh.js'
import { makeParts, type MeshPart } from '../meshParts.js'
import { meshOfCorners } from '../meshOfCorners.js'
import { roundAroundCenter } from '../roundAroundCenter.js'
import { ZipPackage } from './openPackage.js'
import type { Placed } from './modelParser.js'
import { ModelSurface } from './modelSurface.js'
import { loadModels } from './loadModels.js'

/**
 * Reads what a 3MF package puts on the build plate, as one mesh in millimetres with z up: build items and components
 * with their transforms, from all parts of the package. A package without items is a collection: each object that is
 * not a component of another is taken as it is.
 *
 * three's 3MFLoader is not used: it needs a DOM and ignores the unit.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.undecodable`, `mesh.invalid`, `mesh.unsupported`, `mesh.nonFinite`,
 *   `mesh.indexRange`, `mesh.noExtent`, naming line or part
 */
export async function readThreeMf(bytes: Uint8Array): Promise<Mesh> {
  const surface = new ModelSurface(await loadModels(await ZipPackage.open(bytes)))
  return readItems(surface, surface.items)
}

/** Splits a package into the items on its build plate, each in its place. @throws as readThreeMf */
export async function splitThreeMf(bytes: Uint8Array): Promise<MeshPart[]> {
  const surface = new ModelSurface(await loadModels(await ZipPackage.open(bytes)))
  surface.triangles(surface.items)
  const items = surface.items.filter((item) => surface.triangles([item]) > 0)
  return makeParts(
    'item',
    items.map((item) => ({ name: surface.nameOf(item), make: () => readItems(surface, [item]) })),
  )
}

function readItems(surface: ModelSurface, items: readonly Placed[]): Mesh {
  const count = surface.triangles(items)
  if (count === 0) throw new ShapekinError('mesh.empty')
  return meshOfCorners(roundAroundCenter(surface.corners(items, count)), [])
}
