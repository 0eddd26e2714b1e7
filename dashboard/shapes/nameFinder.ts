import type { ShownShapes } from '../../shared/schema/shownShapes.js'

/**
 * Whether a shape's name or class holds a text, in any case.
 *
 * @param search '' = all do
 */
export function nameFinder(
  { ids, classes }: Pick<ShownShapes, 'ids' | 'classes'>,
  search: string,
): (row: number) => boolean {
  const wanted = search.trim()
  if (wanted === '') return () => true
  // No text is made for each of 100,000 shapes.
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu')
  return (row) => pattern.test(ids[row]) || pattern.test(classes[row])
}
