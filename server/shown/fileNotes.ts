import { ShapekinError } from '../../shared/errors.js'
import type { DatedNotes, FamilyWish } from '../../shared/schema/familyNotes.js'
import type { SceneNotes } from '../../shared/schema/messages.js'

/**
 * Turns the notes in a scene's file into the form that the server keeps.
 *
 * @param ids (N) ids of the objects in the listing
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

/** The reverse of notesFromFile; objects that are not in the listing are skipped. */
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

/**
 * Whether two notes say the same, in whatever order: Blender sorts its lists, and the page adds one note after
 * another.
 */
export const areSameNotes = (some: DatedNotes, others: DatedNotes): boolean => sortedText(some) === sortedText(others)

function sortedText({ names, wishes, changed }: DatedNotes): string {
  const said = wishes.map((wish) => {
    const others = wish.say === 'apart' ? wish.others.toSorted() : []
    return JSON.stringify([wish.say, wish.shapes.toSorted(), others])
  })
  const named = Object.entries(names).map((entry) => JSON.stringify(entry))
  return JSON.stringify([named.sort(), said.sort(), changed])
}
