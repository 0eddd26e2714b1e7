import { signal } from '@preact/signals'
import { MOST_SELECTED } from '../../shared/protocol.js'
import type { SelectionView } from '../../shared/schema/selection.js'
import { getJson, postJson } from '../api/call.js'

/** What is selected in Blender, as the stream told last; undefined = nothing was told. */
export const selection = signal<SelectionView | undefined>(undefined)

/** Windows of Blender that are connected. */
export const linkedBlenders = signal(0)

export async function readSelection(): Promise<void> {
  selection.value = await getJson<SelectionView>('/api/selection')
  linkedBlenders.value = selection.value.blenders
}

/** Selects there what was encircled here; of very many the first. @throws CallError */
export async function selectInBlender(ids: readonly string[]): Promise<void> {
  const body = { objects: ids.slice(0, MOST_SELECTED) }
  linkedBlenders.value = (await postJson<SelectionView>('/api/selection', body, 'PUT')).blenders
}

/** Is told of every selection for a minute from now. @throws CallError */
export async function watchSelection(): Promise<void> {
  linkedBlenders.value = (await postJson<SelectionView>('/api/selection/watch', {})).blenders
}
