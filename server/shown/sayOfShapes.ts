import type { FamilyWish } from '../../shared/schema/familyNotes.js'

/** What was said before, and one thing more: the shapes belong together, with all that any of them was said to belong to. */
export function sayTogether(wishes: readonly FamilyWish[], shapes: readonly string[]): FamilyWish[] {
  const all = new Set(shapes)
  const sets = wishes.filter((wish) => wish.say === 'together' && wish.shapes.some((id) => all.has(id)))
  for (const { shapes: own } of sets) for (const id of own) all.add(id)
  // What told them apart is taken back.
  const others = wishes
    .filter((wish) => !sets.includes(wish))
    .flatMap((wish) => {
      if (wish.say === 'together' || !wish.shapes.some((id) => all.has(id))) return [wish]
      const left = wish.others.filter((id) => !all.has(id))
      return left.length > 0 ? [{ ...wish, others: left }] : []
    })
  return [...others, { say: 'together', shapes: [...all] }]
}

/** What was said before, and one thing more: a shape belongs to none of the others. It leaves a set that holds any of them. */
export function sayApart(wishes: readonly FamilyWish[], shape: string, others: readonly string[]): FamilyWish[] {
  const there = new Set(others)
  const kept = wishes.flatMap((wish) => {
    if (wish.say === 'apart' || !wish.shapes.includes(shape) || !wish.shapes.some((id) => there.has(id))) return [wish]
    return withoutShape(wish, shape)
  })
  return [...kept, { say: 'apart', shapes: [shape], others: [...others] }]
}

/** Without anything that was said of a shape. */
export const forgetShape = (wishes: readonly FamilyWish[], shape: string): FamilyWish[] =>
  wishes.flatMap((wish) => {
    if (wish.say === 'apart' && wish.shapes.includes(shape)) return []
    return wish.shapes.includes(shape) ? withoutShape(wish, shape) : [wish]
  })

/** One that belongs together with nothing says nothing. */
const withoutShape = (wish: FamilyWish, shape: string): FamilyWish[] => {
  const shapes = wish.shapes.filter((id) => id !== shape)
  return shapes.length > 1 ? [{ ...wish, shapes }] : []
}
