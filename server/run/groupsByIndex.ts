/**
 * Groups by the index of a shape in its run, by which Blender identifies the shapes.
 *
 * @param shapes (N) ids of the run's shapes, by index
 * @param ids    (R) ids of the shapes that were grouped
 * @param groups (R)
 * @returns      (N) -1 = in no group
 */
export function groupsByIndex(
  shapes: readonly string[],
  ids: readonly string[],
  groups: ArrayLike<number>,
): Int32Array {
  const groupOf = new Map(ids.map((id, row) => [id, groups[row]]))
  return Int32Array.from(shapes, (id) => groupOf.get(id) ?? -1)
}
