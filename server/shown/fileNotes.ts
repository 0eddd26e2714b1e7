import { ShapekinError } from '../../shared/errors.js'
import type { DatedNotes, FamilyWish } from '../../shared/schema/familyNotes.js'
import type { SceneNotes } from '../../shared/schema/messages.js'

/**
 * Notes of a scene as its file has them, as the server keeps them.
 *
 * @param ids (N) of the objects of the listing
 * @throws ShapekinError `wire.badMessage` for an object that is not in the listing
 */
export function notesFromFile({ names, together, apart, changed }: SceneNotes, ids: readonly string[]): DatedNotes {
  const idOf = (object: number): string => {
    if (object < ids.length) return ids[object]
    throw new ShapekinError('wire.badMessage', { problem: `scene_notes has no object ${object}` })
  }
  const idsOf = (objects: readonly number[]) => objects.map(idOf)
  return {
    names: Object.fromEntries(names.map(({ object, name }) => [idOf(object), name])),
    wishes: [
      ...together.map((objects): FamilyWish => ({ say: 'together', shapes: idsOf(objects) })),
      ...apart.map(([own, others]): FamilyWish => ({ say: 'apart', shapes: idsOf(own), others: idsOf(others) })),
    ],
    changed,
  }
}

/** The other way round; what is not in the listing is passed over. */
export function notesForFile({ names, wishes, changed }: DatedNotes, ids: readonly string[]): SceneNotes {
  const numberOf = new Map(ids.map((id, object) => [id, object]))
  const numbersOf = (some: readonly string[]) => some.flatMap((id) => numberOf.get(id) ?? [])
  return {
    names: Object.entries(names).flatMap(([id, name]) => numbersOf([id]).map((object) => ({ object, name }))),
    together: wishes.flatMap((wish) => (wish.say === 'together' ? [numbersOf(wish.shapes)] : [])),
    apart: wishes.flatMap((wish) =>
      wish.say === 'apart' ? [[numbersOf(wish.shapes), numbersOf(wish.others)] as [number[], number[]]] : [],
    ),
    changed,
  }
}

/** Whether two say the same, in whatever order: Blender sends its lists sorted, the page says one thing after the other. */
export const areSameNotes = (some: DatedNotes, others: DatedNotes): boolean => sortedText(some) === sortedText(others)

function sortedText({ names, wishes, changed }: DatedNotes): string {
  const said = wishes.map((wish) => {
    const others = wish.say === 'apart' ? wish.others.toSorted() : []
    return JSON.stringify([wish.say, wish.shapes.toSorted(), others])
  })
  const named = Object.entries(names).map((entry) => JSON.stringify(entry))
  return JSON.stringify([named.sort(), said.sort(), changed])
}
