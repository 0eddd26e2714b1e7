import type { Duplicate } from '../duplicates/findDuplicates.js'

/** An object whose mesh is that of another one. Objects are indices of a listing. */
export interface DuplicateObject extends Omit<Duplicate, 'shape'> {
  readonly object: number
}

/**
 * Tells duplicates of meshes as duplicates of objects: every object that has such a mesh, of the first object that has the other.
 *
 * @param shapeOf     (N) mesh of each object
 * @param duplicates  by numbers of meshes
 */
export function duplicateObjects(shapeOf: readonly number[], duplicates: readonly Duplicate[]): DuplicateObject[] {
  const firstOf = new Map<number, number>()
  shapeOf.forEach((shape, object) => {
    if (!firstOf.has(shape)) firstOf.set(shape, object)
  })
  const duplicateOf = new Map(duplicates.map((each) => [each.shape, each]))
  return shapeOf.flatMap((shape, object) => {
    const duplicate = duplicateOf.get(shape)
    const of = duplicate && firstOf.get(duplicate.of)
    if (duplicate === undefined || of === undefined) return []
    const { shape: _, ...evidence } = duplicate
    return [{ ...evidence, object, of }]
  })
}
