import type { Duplicate } from '../duplicates/findDuplicates.js'

/** An object with the same mesh as another one. Objects are indices of a listing. */
export interface DuplicateObject extends Omit<Duplicate, 'shape'> {
  readonly object: number
}

/**
 * Turns duplicates of meshes into duplicates of objects: every object with a duplicate mesh is a duplicate of the
 * first object with the original mesh.
 *
 * @param shapeOf     (N) mesh of each object
 * @param duplicates  duplicates by numbers of meshes
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
