import type { FamiliesView, LibraryShapeView } from '../../../shared/schema/library.js'
import type { LibraryShape } from '../../catalog/shapeRows.js'
import type { GroupedLibrary } from './groupLibrary.js'

/** A shape in the form of the API. */
export const shapeView = ({ facts, message, key, ...shape }: LibraryShape): LibraryShapeView => ({
  ...shape,
  ...(message === undefined ? {} : { message }),
  ...(key === undefined ? {} : { key }),
  ...(facts === undefined ? {} : { triangles: facts.triangles, vertices: facts.vertices, size: facts.size }),
})

/** Families in the form of the API. @param numbers of the shapes, by their ids */
export const familiesView = (
  { table: { ids }, families, ladder }: GroupedLibrary,
  numbers: ReadonlyMap<string, string>,
): FamiliesView => ({
  shapes: ids.length,
  families: families.map(({ name, size, tightness, typical, others, odd }) => {
    const isOdd = new Set(odd.map(({ row }) => row))
    const member = (row: number, likeness: number) => ({
      number: numbers.get(ids[row]) ?? '',
      id: ids[row],
      likeness,
      odd: isOdd.has(row),
    })
    return {
      name,
      size,
      tightness,
      members: [member(typical, 100), ...others.map(({ row, likeness }) => member(row, likeness))],
    }
  }),
  ladder: ladder.map(({ percent, groups }) => ({ percent, groups })),
})
