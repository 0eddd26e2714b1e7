import { readFile } from 'node:fs/promises'
import { DatedNotes, NO_NOTES } from '../../shared/schema/familyNotes.js'

/** Name of the file with names and wishes, beside the files of a run or a scene. */
export const NOTES_FILE = 'families.json'

/** Reads the notes; where there is no file, nothing was noted. */
export async function readNotesFile(path: string): Promise<DatedNotes> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return DatedNotes.parse(text === undefined ? NO_NOTES : JSON.parse(text))
}
