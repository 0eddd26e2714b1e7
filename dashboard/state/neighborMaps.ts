import { signal } from '@preact/signals'
import type { NeighborMapProgress } from '../../shared/schema/liveEvent.js'
import type { ShownPlaces } from '../../shared/schema/shownShapes.js'
import { call } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import type { Subject } from './subject.js'

/** Places of the shapes by their neighbors, for the subject of the last map, or the reason why there are none. */
type NeighborMap =
  | { readonly name: 'making'; readonly progress?: NeighborMapProgress }
  | { readonly name: 'made'; readonly places: ShownPlaces }
  | { readonly name: 'failed'; readonly message: string }

const known = signal<{ readonly subject: Subject; readonly map: NeighborMap } | undefined>(undefined)

const isSame = (a: Subject, b: Subject): boolean => a.api === b.api && a.version === b.version

/** The map of a subject. @returns undefined where it was not asked for */
export const neighborMapOf = (subject: Subject): NeighborMap | undefined =>
  known.value && isSame(known.value.subject, subject) ? known.value.map : undefined

/** Asks for the map; the first time it takes seconds. @throws CallError */
export async function readNeighborMap(subject: Subject): Promise<void> {
  const before = neighborMapOf(subject)
  if (before && before.name !== 'failed') return
  known.value = { subject, map: { name: 'making' } }
  const keep = (map: NeighborMap) => {
    if (neighborMapOf(subject)) known.value = { subject, map }
  }
  try {
    keep({ name: 'made', places: await readColumns<ShownPlaces>(await call(`${subject.api}/neighbor-map`)) })
  } catch (error) {
    keep({ name: 'failed', message: (error as Error).message })
    throw error
  }
}

/** Called with the progress of a map. */
export function hearNeighborMap(progress: NeighborMapProgress): void {
  if (known.value?.map.name !== 'making') return
  const { subject } = known.value
  const isOfSubject = subject.kind === progress.kind && (subject.kind === 'library' || subject.version === progress.id)
  if (isOfSubject) known.value = { subject, map: { name: 'making', progress } }
}
