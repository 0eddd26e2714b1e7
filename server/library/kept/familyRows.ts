import type { GroupedLibrary } from './groupLibrary.js'

/**
 * The families of a library as rows of text with a heading. Families come by falling size; in each, the typical member
 * comes first, then the others by falling likeness. `role` is `typical`, `odd` or blank; `likeness` is to the typical
 * member, in percent.
 */
export const familyRows = ({ table: { ids, classes }, families }: GroupedLibrary): string[][] => [
  ['id', 'class', 'group', 'family', 'role', 'likeness'],
  ...families.flatMap(({ name, typical, others, odd }, group) => {
    const isOdd = new Set(odd.map(({ row }) => row))
    const rowOf = (row: number, role: string, likeness: number) => [
      ids[row],
      classes[row],
      String(group),
      name,
      role,
      likeness.toFixed(1),
    ]
    return [
      rowOf(typical, 'typical', 100),
      ...others.map(({ row, likeness }) => rowOf(row, isOdd.has(row) ? 'odd' : '', likeness)),
    ]
  }),
]
