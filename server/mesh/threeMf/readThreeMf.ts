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
 * Reads what a 3MF package puts on the plate, as one mesh in millimetres, z up: build items and components with their
 * transforms, in whatever parts of the package they lie. A package without items is a collection: each object that is no
 * component of another, as it is.
 *
 * three's 3MFLoader needs a DOM and leaves the unit out.
 *
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.undecodable`, `mesh.invalid`, `mesh.unsupported`, `mesh.nonFinite`,
 *   `mesh.indexRange`, `mesh.noExtent`, naming line or part
 */
export async function readThreeMf(bytes: Uint8Array): Promise<Mesh> {
  const surface = new ModelSurface(await loadModels(await ZipPackage.open(bytes)))
  return readItems(surface, surface.items)
}

/** The items of the plate, each where it stands. @throws as readThreeMf */
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
