import { signal } from '@preact/signals'
import type { RunShapes } from '../../shared/schema/runShapes.js'
import { getJson, postJson } from '../api/call.js'

/** Shapes of the run that is looked at; of one run at a time. */
const shown = signal<{ readonly id: string; readonly groups: string; readonly shapes: RunShapes } | undefined>(
  undefined,
)

/** @param groups into how many the tree is cut anew; '' = as the run did */
export const shapesOf = (id: string, groups: string): RunShapes | undefined =>
  shown.value?.id === id && shown.value.groups === groups ? shown.value.shapes : undefined

/** @throws CallError */
export async function readShapes(id: string, groups: string): Promise<void> {
  if (shapesOf(id, groups) !== undefined) return
  const shapes = await getJson<RunShapes>(`/api/runs/${id}/shapes${groups && `?groups=${groups}`}`)
  shown.value = { id, groups, shapes }
}

/** @throws CallError */
export async function nameGroup(id: string, group: number, name: string): Promise<void> {
  await postJson(`/api/runs/${id}/groups/${group}`, { name }, 'PUT')
  const shapes = shapesOf(id, '')
  if (shapes === undefined) return
  const named = shapes.named.map((each, i) => (i === group ? { ...each, name } : each))
  shown.value = { id, groups: '', shapes: { ...shapes, named } }
}
