import { signal } from '@preact/signals'
import type { SaidOfShape, ShownShapes } from '../../shared/schema/shownShapes.js'
import { call, postJson, send } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import { cutQuery, type Subject } from './subject.js'

/** The shapes that are shown, of one subject and one cut at a time. */
const shown = signal<{ readonly key: string; readonly shapes: ShownShapes } | undefined>(undefined)

const keyOf = ({ api, version }: Subject, groups: string) => `${api} ${version} ${groups}`

/**
 * The shapes of a subject, where they are read.
 * @param groups number of groups that the tree is cut into; '' = as the groups were made
 */
export const shapesOf = (subject: Subject, groups: string): ShownShapes | undefined =>
  shown.value?.key === keyOf(subject, groups) ? shown.value.shapes : undefined

/** @throws CallError */
export async function readShapes(subject: Subject, groups: string): Promise<void> {
  if (shapesOf(subject, groups) !== undefined) return
  const shapes = await readColumns<ShownShapes>(await call(`${subject.api}/shapes${cutQuery(groups)}`))
  shown.value = { key: keyOf(subject, groups), shapes }
}

/** Reads the shown shapes again if they are of this scene. @throws CallError */
export async function readSceneAgain(scene: string): Promise<void> {
  const key = shown.value?.key
  const [api, , groups = ''] = key?.split(' ') ?? []
  if (api !== `/api/scenes/${scene}`) return
  const shapes = await readColumns<ShownShapes>(await call(`${api}/shapes${cutQuery(groups)}`))
  if (key !== undefined && shown.value?.key === key) shown.value = { key, shapes }
}

/** @throws CallError */
export async function nameGroup(subject: Subject, groups: string, group: number, name: string): Promise<void> {
  await postJson(`${subject.api}/groups/${group}${cutQuery(groups)}`, { name }, 'PUT')
  const shapes = shapesOf(subject, groups)
  if (shapes === undefined) return
  const named = shapes.named.map((each, i) => (i === group ? { ...each, name: name.trim() } : each))
  shown.value = { key: keyOf(subject, groups), shapes: { ...shapes, named } }
}

/** Sends a statement about a shape; the groups change by it. @throws CallError */
export async function sayOfShape(subject: Subject, groups: string, said: SaidOfShape): Promise<void> {
  const shapes = await readColumns<ShownShapes>(await send(`${subject.api}/wishes${cutQuery(groups)}`, said))
  shown.value = { key: keyOf(subject, groups), shapes }
}
