import { WATCH_SECONDS } from '../../shared/protocol.js'
import type { SelectionView } from '../../shared/schema/selection.js'
import type { Blenders } from './blenders.js'

/** The selection of the scene that a Blender window has open, shared with whoever looks at its map. */
export class LinkedSelection {
  private objects: readonly string[] = []

  /** @param changed others are selected now */
  constructor(
    private readonly blenders: Pick<Blenders, 'windows'>,
    private readonly changed: () => void,
  ) {}

  view(): SelectionView {
    return { blenders: this.blenders.windows.length, objects: [...this.objects] }
  }

  /** Blender tells what is selected. */
  hear(objects: readonly string[]): void {
    this.objects = objects
    this.changed()
  }

  /** Selects objects in every window; each has those that are in its scene. */
  select(objects: readonly string[]): void {
    this.objects = objects
    for (const window of this.blenders.windows) window.send({ type: 'select_objects', objects: [...objects] })
  }

  /** Has every window tell what is selected, now and when it changes. */
  watch(): void {
    for (const window of this.blenders.windows) window.send({ type: 'watch_selection', seconds: WATCH_SECONDS })
  }
}
