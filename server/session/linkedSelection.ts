import { WATCH_SECONDS } from '../../shared/protocol.js'
import type { SelectionView } from '../../shared/schema/selection.js'
import type { Blenders } from './blenders.js'

/** The selection in the open Blender windows, shared with the pages that show the map of their scenes. */
export class LinkedSelection {
  private objects: readonly string[] = []

  /** @param changed called when other objects are selected */
  constructor(
    private readonly blenders: Pick<Blenders, 'windows'>,
    private readonly changed: () => void,
  ) {}

  view(): SelectionView {
    return { blenders: this.blenders.windows.length, objects: [...this.objects] }
  }

  /** Called when Blender reports its selection. */
  hear(objects: readonly string[]): void {
    this.objects = objects
    this.changed()
  }

  /** Selects objects in every window; each window selects those that are in its scene. */
  select(objects: readonly string[]): void {
    this.objects = objects
    for (const window of this.blenders.windows) window.send({ type: 'select_objects', objects: [...objects] })
  }

  /** Asks every window to report its selection, now and whenever it changes. */
  watch(): void {
    for (const window of this.blenders.windows) window.send({ type: 'watch_selection', seconds: WATCH_SECONDS })
  }
}
