import { Remembered } from '../system/remembered.js'
import { openRows, type ShownPlace } from './openRows.js'
import type { ShownRows } from './shownRows.js'

/** What is shown, and its place; it can be sent to a thread. */
export interface ShownVersion {
  /** Differs after every change of the content. */
  readonly key: string
  readonly place: ShownPlace
}

/** Subjects whose rows stay in memory: 32,000 shapes take some 200 MB with everything made from them. */
const HELD = 3

const held = new Remembered<ShownRows>(HELD)

/**
 * The rows of a subject. Those asked for last stay in memory on this thread, so that only the first look reads
 * tables.
 *
 * @throws ShapekinError as openRows
 */
export const rowsAtHand = ({ key, place }: ShownVersion): Promise<ShownRows> => held.get(key, () => openRows(place))
