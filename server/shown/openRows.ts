import { assertNever } from '../../shared/assertNever.js'
import { libraryRows, type LibraryPlace } from './libraryRows.js'
import { runRows, type RunPlace } from './runRows.js'
import { sceneRows, type ScenePlace } from './sceneRows.js'
import type { ShownRows } from './shownRows.js'

/** The place of something that is shown; it can be sent to a thread. */
export type ShownPlace = RunPlace | ScenePlace | LibraryPlace

/** Opens the rows at a place. @throws ShapekinError as runRows, sceneRows, libraryRows */
export function openRows(place: ShownPlace): Promise<ShownRows> {
  switch (place.kind) {
    case 'run':
      return runRows(place)
    case 'scene':
      return sceneRows(place)
    case 'library':
      return libraryRows(place)
    default:
      return assertNever(place)
  }
}
