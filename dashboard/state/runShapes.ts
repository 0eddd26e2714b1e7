import { signal } from '@preact/signals'
import type { RunShapes } from '../../shared/schema/runShapes.js'
import { getJson, postJson } from '../api/call.js'

/** Shapes of the run that is looked at; of one run at a time. */
const shown = signal<{ readonly id: string; readonly shapes: RunShapes } | undefined>(undefined)

export const shapesOf = (id: string): RunShapes | undefined => (shown.value?.id === id ? shown.value.shapes : undefined)

/** @throws CallError */
export async function readShapes(id: string): Promise<void> {
  if (shapesOf(id) === undefined) shown.value = { id, shapes: await getJson<RunShapes>(`/api/runs/${id}/shapes`) }
}

/** @throws CallError */
export async function nameGroup(id: string, group: number, name: string): Promise<void> {
  await postJson(`/api/runs/${id}/groups/${group}`, { name }, 'PUT')
  const shapes = shapesOf(id)
  if (shapes === undefined) return
  const named = shapes.named.map((each, i) => (i === group ? { ...each, name } : each))
  shown.value = { id, shapes: { ...shapes, named } }
}
