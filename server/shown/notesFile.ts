import { readFile } from 'node:fs/promises'
import { DatedNotes, NO_NOTES } from '../../shared/schema/familyNotes.js'

/** File of names and wishes beside those of a run or a scene. */
export const NOTES_FILE = 'families.json'

/** The notes in such a file; without one nobody noted anything. */
export async function readNotesFile(path: string): Promise<DatedNotes> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return DatedNotes.parse(text === undefined ? NO_NOTES : JSON.parse(text))
}
