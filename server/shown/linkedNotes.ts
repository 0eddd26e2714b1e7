import type { DatedNotes, FamilyNotes } from '../../shared/schema/familyNotes.js'
import type { ClientMessage, SceneNotes } from '../../shared/schema/messages.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { sceneListing } from '../run/sceneArtefacts.js'
import type { Scenes } from '../run/scenes.js'
import { objectId } from '../session/sceneListing.js'
import type { BlenderLink } from '../session/blenderLink.js'
import { writeWhole } from '../system/writeWhole.js'
import { areSameNotes, notesForFile, notesFromFile } from './fileNotes.js'
import { NOTES_FILE, readNotesFile } from './notesFile.js'

/**
 * Names and wishes of scenes. A .blend that was grouped keeps its own; the server has a copy, which the page shows and
 * changes. At any time one of the two is right:
 *
 * - while a Blender has the file open, the file: changes on the page are sent there, stored there and reported back;
 * - when a Blender opens the file, or connects again, the one that was changed last;
 * - while no Blender has it open, the server's copy.
 */
export class LinkedNotes {
  /** By grouping: the Blenders that have its file open, and whether each has reported its notes since. */
  private readonly holders = new Map<string, Map<BlenderLink, 'opening' | 'open'>>()
  /** Everything is done in sequence, so that what came later is written later. */
  private last: Promise<unknown> = Promise.resolve()

  /** @param changed called when the notes of a scene have changed */
  constructor(
    private readonly scenes: Pick<Scenes, 'has' | 'get' | 'ended' | 'filesOf' | 'noteOf'>,
    private readonly changed: (id: string) => void,
    private readonly now: () => number,
  ) {}

  keptIn(id: string): ShownShapes['notedIn'] {
    return this.connected(id).length > 0 ? 'file' : 'nextFile'
  }

  /** The server's copy, with all that was told before. @throws ShapekinError `scene.unknown` */
  async read(id: string): Promise<DatedNotes> {
    await this.last
    return this.copyOf(id)
  }

  /** Writes notes that were changed on the page. @throws ShapekinError `scene.unknown`, `output.*` */
  write(id: string, notes: FamilyNotes): Promise<void> {
    return this.next(async () => {
      const { changed } = await this.copyOf(id)
      // Later than the earlier notes by any clock, because the clock of the other computer may be ahead.
      const dated = { ...notes, changed: Math.max(this.now(), changed + 1) }
      await this.keep(id, dated)
      const [links, ids] = [this.connected(id), await this.idsOf(id)]
      for (const link of links) this.send(link, id, dated, ids)
    })
  }

  /** A Blender reports which groupings its open file has; others are not open there any more. */
  open(link: BlenderLink, { run_ids }: Extract<ClientMessage, { type: 'open_groupings' }>): void {
    for (const links of this.holders.values())
      for (const each of links.keys()) if (each === link || !each.isConnected) links.delete(each)
    for (const id of run_ids) {
      const links = this.holders.get(id) ?? new Map<BlenderLink, 'opening' | 'open'>()
      this.holders.set(id, links.set(link, 'opening'))
    }
    for (const [id, links] of this.holders) if (links.size === 0) this.holders.delete(id)
  }

  /**
   * A Blender reports what its file says about a grouping. For a grouping under way it counts when that is done. A
   * grouping that this server does not know was made by another one, and is ignored.
   * @throws ShapekinError `wire.badMessage`, `output.*`
   */
  async hear(link: BlenderLink, { run_id: id, ...told }: { run_id: string } & SceneNotes): Promise<void> {
    if (!this.scenes.has(id)) return
    await this.scenes.ended(id)
    await this.next(async () => {
      const { state, request } = this.scenes.get(id)
      if (state.status !== 'done' || request.task !== 'group') return
      const [own, ids, links] = [await this.copyOf(id), await this.idsOf(id), this.holders.get(id)]
      const isOpening = links?.get(link) === 'opening'
      if (isOpening) links?.set(link, 'open')
      if (isOpening && own.changed > told.changed) return this.send(link, id, own, ids)
      const notes = notesFromFile(told, ids)
      if (!areSameNotes(notes, own)) await this.keep(id, notes)
    })
  }

  private copyOf(id: string): Promise<DatedNotes> {
    return readNotesFile(this.scenes.noteOf(id, NOTES_FILE))
  }

  private send(link: BlenderLink, id: string, notes: DatedNotes, ids: readonly string[]): void {
    link.send({ type: 'scene_notes', made_by: id, ...notesForFile(notes, ids) })
  }

  private async keep(id: string, notes: DatedNotes): Promise<void> {
    await writeWhole(this.scenes.noteOf(id, NOTES_FILE), JSON.stringify(notes))
    this.changed(id)
  }

  private connected(id: string): BlenderLink[] {
    return [...(this.holders.get(id)?.keys() ?? [])].filter((link) => link.isConnected)
  }

  private async idsOf(id: string): Promise<string[]> {
    return (await sceneListing.read(this.scenes.filesOf(id).folder)).objects.map(objectId)
  }

  private next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work)
    this.last = done.catch(() => undefined)
    return done
  }
}
