import type { FamilyWish } from '../../shared/schema/familyNotes.js'

/** Adds a wish that shapes belong together, along with everything that any of them was said to belong to. */
export function sayTogether(wishes: readonly FamilyWish[], shapes: readonly string[]): FamilyWish[] {
  const all = new Set(shapes)
  const sets = wishes.filter((wish) => wish.say === 'together' && wish.shapes.some((id) => all.has(id)))
  for (const { shapes: own } of sets) for (const id of own) all.add(id)
  // Wishes that kept them apart are removed.
  const others = wishes
    .filter((wish) => !sets.includes(wish))
    .flatMap((wish) => {
      if (wish.say === 'together' || !wish.shapes.some((id) => all.has(id))) return [wish]
      const left = wish.others.filter((id) => !all.has(id))
      return left.length > 0 ? [{ ...wish, others: left }] : []
    })
  return [...others, { say: 'together', shapes: [...all] }]
}

/** Adds a wish that a shape belongs with none of the others. The shape leaves each set that contains any of them. */
export function sayApart(wishes: readonly FamilyWish[], shape: string, others: readonly string[]): FamilyWish[] {
  const there = new Set(others)
  const kept = wishes.flatMap((wish) => {
    if (wish.say === 'apart' || !wish.shapes.includes(shape) || !wish.shapes.some((id) => there.has(id))) return [wish]
    return withoutShape(wish, shape)
  })
  return [...kept, { say: 'apart', shapes: [shape], others: [...others] }]
}

/** The wishes without anything that was said about a shape. */
export const forgetShape = (wishes: readonly FamilyWish[], shape: string): FamilyWish[] =>
  wishes.flatMap((wish) => {
    if (wish.say === 'apart' && wish.shapes.includes(shape)) return []
    return wish.shapes.includes(shape) ? withoutShape(wish, shape) : [wish]
  })

/** A set of a single shape says nothing and is dropped. */
const withoutShape = (wish: FamilyWish, shape: string): FamilyWish[] => {
  const shapes = wish.shapes.filter((id) => id !== shape)
  return shapes.length > 1 ? [{ ...wish, shapes }] : []
}
