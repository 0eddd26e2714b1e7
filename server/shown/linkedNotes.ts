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
 * Names and wishes of scenes. A .blend that was grouped keeps its own; the server has a copy, which the page shows and changes. One of
 * them is right at any time:
 *
 * - while a Blender has the file open, the file: what is changed on the page travels there, is kept there and told back;
 * - when a Blender opens it, or is linked again, whichever was changed last;
 * - while none has it open, the server's.
 */
export class LinkedNotes {
  /** By grouping: who has its file open, and whether that Blender has told its notes since. */
  private readonly holders = new Map<string, Map<BlenderLink, 'opening' | 'open'>>()
  /** Everything is done one after the other, so that what came later is written later. */
  private last: Promise<unknown> = Promise.resolve()

  /** @param changed the notes of this scene are others now */
  constructor(
    private readonly scenes: Pick<Scenes, 'has' | 'get' | 'ended' | 'filesOf' | 'noteOf'>,
    private readonly changed: (id: string) => void,
    private readonly now: () => number,
  ) {}

  keptIn(id: string): ShownShapes['notedIn'] {
    return this.connected(id).length > 0 ? 'file' : 'nextFile'
  }

  /** @throws ShapekinError `scene.unknown` */
  async read(id: string): Promise<DatedNotes> {
    return readNotesFile(this.scenes.noteOf(id, NOTES_FILE))
  }

  /** As changed on the page. @throws ShapekinError `scene.unknown`, `output.*` */
  write(id: string, notes: FamilyNotes): Promise<void> {
    return this.next(async () => {
      const { changed } = await this.read(id)
      // Later than what was there by any clock: that of the other computer may be ahead.
      const dated = { ...notes, changed: Math.max(this.now(), changed + 1) }
      await this.keep(id, dated)
      const [links, ids] = [this.connected(id), await this.idsOf(id)]
      for (const link of links) this.send(link, id, dated, ids)
    })
  }

  /** A Blender tells which groupings its open file keeps: others are no longer open there. */
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
   * A Blender tells what its file says of a grouping; of one under way it counts when that is done. What this server knows nothing
   * of was made by another.
   * @throws ShapekinError `wire.badMessage`, `output.*`
   */
  async hear(link: BlenderLink, { run_id: id, ...told }: { run_id: string } & SceneNotes): Promise<void> {
    if (!this.scenes.has(id)) return
    await this.scenes.ended(id)
    await this.next(async () => {
      const { state, request } = this.scenes.get(id)
      if (state.status !== 'done' || request.task !== 'group') return
      const [own, ids, links] = [await this.read(id), await this.idsOf(id), this.holders.get(id)]
      const isOpening = links?.get(link) === 'opening'
      if (isOpening) links?.set(link, 'open')
      if (isOpening && own.changed > told.changed) return this.send(link, id, own, ids)
      const notes = notesFromFile(told, ids)
      if (!areSameNotes(notes, own)) await this.keep(id, notes)
    })
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
