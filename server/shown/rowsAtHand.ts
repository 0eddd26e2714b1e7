import { openRows, type ShownPlace } from './openRows.js'
import { remember } from './remember.js'
import type { ShownRows } from './shownRows.js'

/** What is shown, and where it lies; it can be sent to a thread. */
export interface ShownVersion {
  /** Another after every change of what it holds. */
  readonly key: string
  readonly place: ShownPlace
}

/** Subjects whose rows are held: 32,000 shapes take some 200 MB with all that is made of them. */
const HELD = 3

const held = new Map<string, Promise<ShownRows>>()

/**
 * The rows of a subject: those that were asked for last are held by this thread, so that only the first look reads tables.
 *
 * @throws ShapekinError as openRows
 */
export const rowsAtHand = ({ key, place }: ShownVersion): Promise<ShownRows> =>
  remember(held, key, () => openRows(place), HELD)
