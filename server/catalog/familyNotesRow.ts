import { FamilyNotes, NO_NOTES } from '../../shared/schema/familyNotes.js'
import type { SqlFile } from './sqlFile.js'

/** What people noted of a library's families. */
export function readFamilyNotes(sql: SqlFile): FamilyNotes {
  const text = sql.value("SELECT value FROM note WHERE name = 'families'")
  return typeof text === 'string' ? FamilyNotes.parse(JSON.parse(text)) : NO_NOTES
}

export function writeFamilyNotes(sql: SqlFile, notes: FamilyNotes): void {
  sql.prepare("INSERT OR REPLACE INTO note VALUES ('families', ?)").run(JSON.stringify(notes))
}
