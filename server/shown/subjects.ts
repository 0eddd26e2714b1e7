import { ShapekinError } from '../../shared/errors.js'
import { FamilyNotes } from '../../shared/schema/familyNotes.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import type { ServedLibrary } from '../library/kept/servedLibrary.js'
import type { Runs } from '../run/runs.js'
import type { Scenes } from '../run/scenes.js'
import { writeWhole } from '../system/writeWhole.js'
import { PICTURES_NOTE } from '../run/keptPictures.js'
import type { LinkedNotes } from './linkedNotes.js'
import { NOTES_FILE, readNotesFile } from './notesFile.js'
import type { ShownPlace } from './openRows.js'

/** What is shown: a run, a scene or a library. */
export interface Subject {
  /** Differs after every change of the content. */
  readonly key: string
  readonly place: ShownPlace
  /** Notes that people made about its families. */
  readNotes(): Promise<FamilyNotes>
  /** @throws ShapekinError `output.*`, `catalog.*` */
  writeNotes(notes: FamilyNotes): Promise<void>
  /** Where notes are kept at present. */
  notedIn(): ShownShapes['notedIn']
}

type Notes = Pick<Subject, 'readNotes' | 'writeNotes' | 'notedIn'>

const notesInFile = (path: string): Notes => ({
  readNotes: async () => FamilyNotes.parse(await readNotesFile(path)),
  writeNotes: (notes) => writeWhole(path, JSON.stringify(notes)),
  notedIn: () => 'server',
})

const linkedNotes = (notes: LinkedNotes, id: string): Notes => ({
  readNotes: async () => FamilyNotes.parse(await notes.read(id)),
  writeNotes: (own) => notes.write(id, own),
  notedIn: () => notes.keptIn(id),
})

/** @throws ShapekinError `run.unknown`, `run.noFile` while it is not done */
export const runSubject =
  (runs: Runs) =>
  (id: string): Subject => {
    const { state, request } = runs.get(id)
    if (state.status !== 'done') throw new ShapekinError('run.noFile', { id, name: 'labels.tsv' })
    return {
      key: id,
      place: {
        kind: 'run',
        folder: runs.filesOf(id).folder,
        picturesNote: runs.noteOf(id, PICTURES_NOTE),
        isRaw: request.colors === 'raw',
        groups: request.groups,
      },
      ...notesInFile(runs.noteOf(id, NOTES_FILE)),
    }
  }

/** @throws ShapekinError `scene.unknown`, `scene.noFile` while it is not done, or has no groups */
export const sceneSubject =
  (scenes: Scenes, notes: LinkedNotes) =>
  (id: string): Subject => {
    const { state, request } = scenes.get(id)
    if (state.status !== 'done' || request.task !== 'group')
      throw new ShapekinError('scene.noFile', { id, name: 'groups.tsv' })
    return {
      key: id,
      place: {
        kind: 'scene',
        folder: scenes.filesOf(id).folder,
        picturesNote: scenes.noteOf(id, PICTURES_NOTE),
        request,
      },
      ...linkedNotes(notes, id),
    }
  }

/** @throws ShapekinError as ServedLibrary */
export const librarySubject = (library: ServedLibrary) => (): Subject => ({
  key: library.shapesVersion(),
  place: { kind: 'library', path: library.path },
  readNotes: () => Promise.resolve(library.readNotes()),
  writeNotes: (notes) => Promise.resolve(library.writeNotes(notes)),
  notedIn: () => 'server',
})
