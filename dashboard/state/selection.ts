import { signal } from '@preact/signals'
import { MOST_SELECTED } from '../../shared/protocol.js'
import type { SelectionView } from '../../shared/schema/selection.js'
import { getJson, postJson } from '../api/call.js'

/** The selection in Blender by the last event; undefined = there was none. */
export const selection = signal<SelectionView | undefined>(undefined)

/** Number of Blender windows that are connected. */
export const linkedBlenders = signal(0)

export async function readSelection(): Promise<void> {
  selection.value = await getJson<SelectionView>('/api/selection')
  linkedBlenders.value = selection.value.blenders
}

/** Selects in Blender what was encircled here; of very many only the first. @throws CallError */
export async function selectInBlender(ids: readonly string[]): Promise<void> {
  const body = { objects: ids.slice(0, MOST_SELECTED) }
  linkedBlenders.value = (await postJson<SelectionView>('/api/selection', body, 'PUT')).blenders
}

/** Asks for events about the selection for the next minute. @throws CallError */
export async function watchSelection(): Promise<void> {
  linkedBlenders.value = (await postJson<SelectionView>('/api/selection/watch', {})).blenders
}
